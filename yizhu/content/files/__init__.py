"""Files of content/ on disk: found, read and written without leaving their folder; pictures."""
