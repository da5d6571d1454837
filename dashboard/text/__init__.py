"""Text utilities for any script: folding, invisible characters, Markdown, and dates known to the
day, month or year."""
