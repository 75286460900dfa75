"""What a reader finds by words: the question, the match in each database, the order, what is shown."""
