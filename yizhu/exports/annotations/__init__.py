"""The ``annotations`` format: notes, terms, misprints and stale passages as W3C Web Annotations."""
