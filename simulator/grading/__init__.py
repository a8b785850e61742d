"""A round becomes an assessment."""
