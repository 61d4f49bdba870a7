"""Text copied from the site, understood by its words and never by its columns."""
