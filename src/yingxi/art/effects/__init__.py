"""Effects: light and weather that can be asked for, one asset a file."""
