"""Measures the program against an empty Textual app, in turn and as ratios: `make bench`."""
