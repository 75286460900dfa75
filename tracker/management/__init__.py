"""What is run by hand or at set-up: `manage.py` commands, a door like the pages."""
