"""What each list holds: its columns, its filters, its order and its rows; no page and no file format."""
