"""Status pages: keeping them, and what anybody reads."""
