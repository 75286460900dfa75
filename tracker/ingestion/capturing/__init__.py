"""Fetches the web pages people asked for and keeps them with a record of how they came."""
