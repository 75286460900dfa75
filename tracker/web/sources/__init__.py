"""The pages about sources."""
