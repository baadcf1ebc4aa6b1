"""What a page states about itself: title, authors, dates, publication."""
