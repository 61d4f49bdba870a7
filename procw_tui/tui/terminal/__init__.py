"""Everything that knows a terminal or a private part of Textual."""
