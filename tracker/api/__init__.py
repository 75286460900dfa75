"""The programming interface: the lists of the pages, and one duty with its result, for programs that read."""
