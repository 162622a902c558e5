"""
What all tests share: how many examples a property is tried on, and what is kept.
"""

import gc
import os
import sys
import tempfile

from hypothesis import settings

# Of properties that name no number of their own: who waits for a suite runs it seldom.
# What needs many names its number, and the campaigns beside this file go further.
settings.register_profile("suite", settings(), max_examples=50)
settings.load_profile("suite")

if sys.dont_write_bytecode:
    # Who keeps no bytecode beside the sources would have every worker, and every program
    # that a test starts, compile all of it once more: they share a folder of this run.
    _BYTECODE = tempfile.TemporaryDirectory(prefix="followup-rules-bytecode-")
    os.environ["PYTHONPYCACHEPREFIX"] = _BYTECODE.name
    del os.environ["PYTHONDONTWRITEBYTECODE"]

# Tests leave few cycles behind, and looking for them took a fifteenth of the time.
gc.set_threshold(50_000, 20, 50)
