"""What a person types: moments, days, amounts."""
