"""Keeps on the server what is being typed, and forgets it when its form was taken."""
