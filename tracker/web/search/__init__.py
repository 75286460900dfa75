"""The search over what the reader may see."""
