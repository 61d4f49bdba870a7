"""The words of each criterion."""
