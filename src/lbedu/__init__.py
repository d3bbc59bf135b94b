"""lbedu: is the year's education directive being met?"""

__version__ = "0.1.0"
