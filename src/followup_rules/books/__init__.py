"""
A regulation declared once: its text, what feeds its rules, and how it is judged.
"""
