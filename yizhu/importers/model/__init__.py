"""The data types of an import: drafts, decisions, profiles."""
