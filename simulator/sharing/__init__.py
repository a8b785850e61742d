"""Sessions that leave the program as files of one's own: Markdown, HTML, JSON Lines, CSV."""
