"""What one was told of."""
