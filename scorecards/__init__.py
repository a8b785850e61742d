"""What a senior answer is: rubrics as data, the quote check, levels and the recommendation as pure functions.

Knows nothing of the packages above it and does no input or output beyond reading its own rubric files.
"""
