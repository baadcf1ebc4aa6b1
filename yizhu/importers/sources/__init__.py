"""Read sources into text: files, archives, addresses."""
