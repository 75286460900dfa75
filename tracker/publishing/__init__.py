"""Documents and words for people: what leaves the system as text; no module here changes state."""
