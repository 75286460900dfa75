"""Reads: every one starts from what the reader may see; nothing here writes."""
