"""Nodes and words, and the Markdown that says the same."""
