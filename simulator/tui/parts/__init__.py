"""What screens show, as lines and rows; the widgets that draw them are apart."""
