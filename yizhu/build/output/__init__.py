"""How files reach site/: all or none, and never outside of it."""
