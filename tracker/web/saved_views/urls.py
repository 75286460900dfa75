"""Addresses of saved views."""

from django.urls import path

from tracker.web.saved_views import views

urlpatterns = [
    path("saved-views/", views.saved_views, name="saved-views"),
    path("saved-views/menu/", views.menu, name="saved-views-menu"),
    path("saved-views/rename/", views.rename, name="saved-view-rename"),
    path("saved-views/delete/", views.delete, name="saved-view-delete"),
]
