"""The immutable whole of what was logged: changes to it, indexes over it, days and names in it."""
