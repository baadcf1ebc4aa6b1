"""An article becomes an edition: terms marked, notes laid over, words localized, sentences aligned."""
