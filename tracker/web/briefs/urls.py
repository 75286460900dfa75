"""Addresses of the pages about briefs."""

from django.urls import path

from tracker.web.briefs import views

urlpatterns = [
    path("briefs/", views.briefs, name="briefs"),
    path("briefs/new/", views.new, name="brief-new"),
    path("briefs/<str:reference>/", views.brief, name="brief"),
    path("briefs/<str:reference>/again/", views.again, name="brief-again"),
    path("briefs/<str:reference>/delete/", views.delete, name="brief-delete"),
    path("briefs/<str:reference>/file/", views.file, name="brief-file"),
]
