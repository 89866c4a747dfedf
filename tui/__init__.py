"""coalition-tui: a terminal explorer for sourced facts."""

__version__ = "0.1.0"
