"""Widgets: given values, they speak by messages."""
