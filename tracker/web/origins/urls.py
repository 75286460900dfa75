"""Addresses of the pages about origins."""

from django.urls import path

from tracker.web.origins import joining, keeping, views

urlpatterns = [
    path("origins/", views.origins, name="origins"),
    path("origins/search/", views.search, name="origins_search"),
    path("origins/new/", keeping.new, name="origin_new"),
    path("origins/<slug:slug>/", views.origin, name="origin"),
    path("origins/<slug:slug>/edit/", keeping.edit, name="origin_edit"),
    path("origins/<slug:slug>/merge/", joining.merge, name="origin_merge"),
    path("origins/<slug:slug>/part/", joining.part, name="origin_part"),
    path("origins/<slug:slug>/split/", joining.split, name="origin_split"),
]
