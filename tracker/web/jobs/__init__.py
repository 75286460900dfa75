"""The background jobs as people see them."""
