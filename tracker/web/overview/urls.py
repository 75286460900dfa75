"""The address of the landing page."""

from django.urls import path

from tracker.web.overview import views

urlpatterns = [path("", views.overview, name="overview")]
