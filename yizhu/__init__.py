"""Yizhu 譯注: annotated bilingual articles as a static site."""

__version__ = "0.1.0"
