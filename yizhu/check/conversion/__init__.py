"""What conversion between scripts did that an editor should see."""
