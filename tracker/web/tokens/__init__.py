"""The keys of a person for the programming interface."""
