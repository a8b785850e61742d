"""What the judged rounds say: levels over time, weak spots, one's own eye, attempts compared; and what comes next."""
