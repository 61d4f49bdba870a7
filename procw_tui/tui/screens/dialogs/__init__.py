"""What opens over a screen: forms, choices, help."""
