"""What can be logged: kinds, their fields and values, names, times, stars, and the numbers of the rules."""
