"""The pages about reports: list, filing, reader, originals."""
