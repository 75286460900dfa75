"""The address of the landing page, and of choosing what stands on it."""

from django.urls import path

from tracker.web.overview import choosing, views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("chosen/", choosing.choose, name="choose"),
]
