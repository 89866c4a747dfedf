"""What screens and `check` show: pages, lists, charts, findings, as text with tones; it knows no terminal."""
