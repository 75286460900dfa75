"""The addresses of the agreements' pages."""

from django.urls import path

from tracker.web.agreements import views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<slug:slug>/", views.agreement, name="agreement"),
]
