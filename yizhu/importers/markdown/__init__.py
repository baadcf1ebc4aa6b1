"""Blocks and words with marks, and how they are written as Markdown."""
