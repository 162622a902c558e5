"""Commands of the system."""
