"""Terms of the glossary: found in texts, and shown."""
