"""The plain-text face: everything as lines that a screen reader can follow, no colour, no cursor movement."""
