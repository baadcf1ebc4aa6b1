"""EPUB 3.3: an article, a series or the whole site as a book, with terms and notes that pop up."""
