"""Values into sentences: language, labels, figures, errors, records, acts."""
