"""What each room shows, as lines."""
