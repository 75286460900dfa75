"""Reads originals in a child process with limits: what they say, what they look like."""
