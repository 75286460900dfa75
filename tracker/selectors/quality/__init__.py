"""How sure the picture is, read from stored results and counted evidence."""
