"""What screens and `check` show: pages, lists, charts and findings, as text with tones; it knows no terminal."""
