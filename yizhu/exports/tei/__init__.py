"""The ``tei`` format: an article with its translations, notes and terms as TEI P5."""
