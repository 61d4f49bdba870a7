"""What leaves the terminal: a page to look at, a calendar, a table for the books."""
