"""What a build remembers for the next one, as signed plain data."""
