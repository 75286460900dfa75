"""The pages that explain our words: the statuses, their shapes, and other scales."""
