"""The addresses of the parties' pages."""

from django.urls import path

from tracker.web.parties import views

urlpatterns = [
    path("parties/", views.parties, name="parties"),
    path("parties/<slug:slug>/", views.party, name="party"),
]
