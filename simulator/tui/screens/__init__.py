"""One module a screen. A screen shows and asks; what it decides is the packages' below."""
