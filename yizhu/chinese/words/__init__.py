"""Where words begin and end in Chinese, which puts nothing between them."""
