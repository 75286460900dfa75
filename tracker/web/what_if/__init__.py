"""The scratch copy: what statuses would be on other facts or numbers."""
