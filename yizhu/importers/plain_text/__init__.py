"""The text dump of a page becomes a draft."""
