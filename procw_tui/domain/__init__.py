"""What the program knows: pure values and arithmetic, with `now` always a parameter."""
