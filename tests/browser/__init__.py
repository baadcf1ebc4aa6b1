"""The real site in a real browser, as its readers meet it."""
