"""Pages about briefs: asking for one, how far it is, one's own, the file."""
