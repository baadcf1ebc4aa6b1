"""Read a page of HTML: find the article's blocks and write their elements as Markdown."""
