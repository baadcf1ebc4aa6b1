"""Decks of cards for Anki."""
