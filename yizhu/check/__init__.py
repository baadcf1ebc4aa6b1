"""What an editor should look at: lint, review of conversions, suggested terms."""
