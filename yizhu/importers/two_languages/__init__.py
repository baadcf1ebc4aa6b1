"""A page in two languages becomes a text and its translation."""
