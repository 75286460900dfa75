"""The log of status changes."""
