"""Formatted text becomes HTML, once."""
