"""The pages about duties: the list with its filters, one duty with its reasons, the picker's search."""
