"""The domain: sourced facts, how they are read, and what can be asked of them.

Nothing below this package imports Textual or Rich; the explorer and the commands both stand on it.
"""
