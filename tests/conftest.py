"""
What all tests share: how many examples a property is tried on.
"""

from hypothesis import settings

# Of properties that name no number of their own: who waits for a suite runs it seldom.
# What needs many names its number, and the campaigns beside this file go further.
settings.register_profile("suite", settings(), max_examples=50)
settings.load_profile("suite")
