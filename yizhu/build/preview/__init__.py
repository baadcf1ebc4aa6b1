"""The live preview: what it shows, its watcher, its web server."""
