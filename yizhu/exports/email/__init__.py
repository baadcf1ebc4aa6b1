"""Articles as e-mails: one message each, with its styles in its elements, and the same in plain text."""
