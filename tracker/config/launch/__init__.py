"""Gets the product running on one machine with one command; nothing that serves may import it."""
