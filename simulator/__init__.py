"""Practise a senior product-manager interview in the terminal: timed, offline, graded with proof."""
