"""What both faces say, in whole sentences: rounds, results, past sessions, progress, what comes next."""
