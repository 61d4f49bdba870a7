"""What a form asks and the change that it makes, without a widget."""
