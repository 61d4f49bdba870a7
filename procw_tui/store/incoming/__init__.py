"""Bytes of other programs into text: what the domain, which knows the standard library alone, is handed."""
