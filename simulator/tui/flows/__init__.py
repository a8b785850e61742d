"""Leads from screen to screen: sitting, judging, changing the history."""
