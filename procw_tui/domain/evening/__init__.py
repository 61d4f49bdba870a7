"""An evening at the program: its numbers, next stages, what is open, practices, warnings."""
