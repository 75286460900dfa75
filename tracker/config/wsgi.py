"""Hands the web server its WSGI callable; it must not know which server that is."""

import os

from django.core.wsgi import get_wsgi_application

from tracker.config.patience import patient

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.config.settings")

application = patient(get_wsgi_application())
