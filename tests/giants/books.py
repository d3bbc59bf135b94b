"""x"""

GIANTS = {}
