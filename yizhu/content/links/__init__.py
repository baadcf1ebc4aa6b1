"""Addresses and links: who claims which, and whether each leads somewhere."""
