"""What must be made again, by how many processes, into site/; the cache; the preview."""
