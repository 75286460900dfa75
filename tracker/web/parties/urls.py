"""The addresses of the parties' pages."""

from django.urls import path

from tracker.web.parties import dashboard, views

urlpatterns = [
    path("parties/", views.parties, name="parties"),
    path("parties/<slug:slug>/", dashboard.party, name="party"),
    path("parties/<slug:slug>/record/", dashboard.record, name="party-record"),
    path("parties/<slug:slug>/around/", dashboard.around, name="party-around"),
]
