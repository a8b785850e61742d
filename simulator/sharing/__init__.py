"""Sessions written to files: Markdown, HTML, JSON Lines, CSV."""
