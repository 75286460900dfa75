"""Documents in: read, check, extract, propose; it ends in service calls and knows no page."""
