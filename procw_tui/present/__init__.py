"""Values into words and cells, in the user's language; for screens and the command line alike."""
