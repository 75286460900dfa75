"""Takes files in over a line that may break: a server of the tus protocol 1.0."""
