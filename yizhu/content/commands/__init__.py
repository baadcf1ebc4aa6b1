"""The commands that write content: init, new, rename."""
