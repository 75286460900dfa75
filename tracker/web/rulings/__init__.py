"""The pages about rulings."""
