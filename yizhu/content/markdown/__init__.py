"""Our dialect of Markdown, read into passages; how a passage is shown is not known here."""
