"""content/ and config.yaml, read, parsed and checked; every value knows its line."""
