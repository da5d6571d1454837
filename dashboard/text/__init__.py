"""Text in any script: folding, unseen signs, Markdown, and dates known to the day, month or year."""
