"""Translations and term bases that come back from translators' tools: XLIFF, TMX, CSV, TBX."""
