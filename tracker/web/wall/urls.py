"""The address of the wall screen."""

from django.urls import path

from tracker.web.wall import views

urlpatterns = [path("wall/", views.wall, name="wall")]
