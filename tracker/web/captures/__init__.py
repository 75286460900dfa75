"""The pages about fetched web pages."""
