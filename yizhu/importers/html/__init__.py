"""A page of HTML becomes nodes: what is the article, and what its elements say."""
