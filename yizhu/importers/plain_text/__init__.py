"""Turn the text dump of a page into a draft."""
