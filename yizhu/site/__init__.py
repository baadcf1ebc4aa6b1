"""Editions become files: page models, HTML, templates, search, feeds, theme."""
