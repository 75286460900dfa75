"""Template tags, part of the web door."""
