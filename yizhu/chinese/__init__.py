"""Chinese as strings: characters, scripts, word boundaries, readings. Knows no article."""
