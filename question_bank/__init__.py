"""Question cards as data, the catalogue that finds them, and the checks that keep them good.

Knows the scorecards (kinds, dimensions) and nothing above itself.
"""
