"""
What rows of a host's own classes must offer, book by book, for type checkers.
"""
