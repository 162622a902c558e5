"""
Written follow-up-visit regulations as immutable policy objects.
"""
