"""What one glance sees: tables of narrow columns and bars, made of digits and cells of background colour."""
