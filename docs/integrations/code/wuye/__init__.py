"""
A small property-management system (物业系统) in Django.
"""
