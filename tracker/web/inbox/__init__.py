"""The inbox of news."""
