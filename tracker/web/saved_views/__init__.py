"""A person's saved views: the list, saving a page, another name, letting go."""
