"""Whether translations answer their sources: signed, stale, shifted, rendered by the glossary's words."""
