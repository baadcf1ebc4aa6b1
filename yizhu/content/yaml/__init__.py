"""YAML files: read with the place of every value, checked against schemas, front matter."""
