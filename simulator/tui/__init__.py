"""The terminal face, a Textual application: its commands, keys and themes, and the one door for untrusted text."""
