"""The pages about portfolios computed for a pair of days."""
