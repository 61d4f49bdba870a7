"""What each screen shows, as lines: values in, words and cells out."""
