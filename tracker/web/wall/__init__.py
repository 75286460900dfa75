"""The overview for a screen on a wall: big type, nothing to press, renewed by itself."""
