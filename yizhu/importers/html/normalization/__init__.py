"""What platforms write in many ways is brought into one form before a page is read."""
