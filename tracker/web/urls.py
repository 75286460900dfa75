"""Lists the pages' addresses; it must not know what they show."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
