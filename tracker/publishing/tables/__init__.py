"""Lists as files: one declaration of a list's columns serves the screen, CSV, XLSX, JSON and the API."""
