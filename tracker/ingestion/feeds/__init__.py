"""Reads the news of feeds: asked from the web, taken apart in a child process, stored by the services."""
