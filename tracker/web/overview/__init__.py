"""The landing page: what the whole portfolio says on a day."""
