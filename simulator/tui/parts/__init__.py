"""What screens show, as text, lines and rows: no widgets, no keys."""
