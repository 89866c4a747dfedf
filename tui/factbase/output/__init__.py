"""What leaves the program: exports, citations, quotes held against a copy."""
