"""The private addresses of calendars and feeds."""
