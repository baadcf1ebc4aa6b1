"""The nouns of an import: drafts, decisions, profiles."""
