"""The addresses of the agreements' pages."""

from django.urls import path

from tracker.web.agreements import dashboard, parts, views

urlpatterns = [
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<slug:slug>/", dashboard.agreement, name="agreement"),
    path("agreements/<slug:slug>/timeline/", parts.timeline, name="agreement-timeline"),
    path("agreements/<slug:slug>/figures/", parts.figures, name="agreement-figures"),
    path("agreements/<slug:slug>/text/", parts.text, name="agreement-text"),
    path("agreements/<slug:slug>/duties/<int:number>/", parts.duties, name="agreement-duties"),
]
