"""What a page states of itself: title, authors, dates, publication."""
