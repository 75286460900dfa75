"""The page about accusations that await a reply."""
