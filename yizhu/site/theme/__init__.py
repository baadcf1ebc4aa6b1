"""The theme: templates, styles, scripts and strings, packaged or a site's own."""
