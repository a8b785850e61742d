"""The terminal face: a Textual application."""
