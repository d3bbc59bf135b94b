"""x"""
GIANTS = {}
