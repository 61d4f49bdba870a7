"""Text copied from the site, from its lines to the change that it makes."""
