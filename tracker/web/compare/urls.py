"""The address of the comparison."""

from django.urls import path

from tracker.web.compare import views

urlpatterns = [
    path("compare/", views.compare, name="compare"),
]
