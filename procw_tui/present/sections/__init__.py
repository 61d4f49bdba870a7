"""Parts of a page that more than one room shows."""
