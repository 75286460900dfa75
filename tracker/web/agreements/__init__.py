"""The list of agreements and the page of each."""
