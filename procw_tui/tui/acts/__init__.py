"""What keys do: functions by topic, and the table from a command to its function."""
