"""
The code of the pages can be imported here as a host would import it.
"""

import os
import sys
from pathlib import Path

import django

CODE = Path(__file__).parents[2] / "docs" / "integrations" / "code"
sys.path.insert(0, str(CODE))
os.environ["DJANGO_SETTINGS_MODULE"] = "wuye.settings"
django.setup()
