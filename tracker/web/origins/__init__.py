"""The page about who knows first-hand."""
