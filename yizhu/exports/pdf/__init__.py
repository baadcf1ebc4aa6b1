"""Articles as PDF: their pages, printed by the Chromium of the machine."""
