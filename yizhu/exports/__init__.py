"""The content of a site for other tools: ``yizhu export``. A format is a function in the table ``FORMATS``."""
