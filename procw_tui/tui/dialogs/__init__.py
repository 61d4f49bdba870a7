"""What opens over the screen: forms, choices, help."""
