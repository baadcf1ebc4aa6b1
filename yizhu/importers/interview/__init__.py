"""Who speaks in an interview, and where each turn begins."""
