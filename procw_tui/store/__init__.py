"""Where records are kept: one TinyDB JSON file."""
