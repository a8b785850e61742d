"""What both faces say: results, progress, history, in whole sentences."""
