"""Addresses of what is done with remarks."""

from django.urls import path

from tracker.web.comments import views

urlpatterns = [
    path("comments/<str:reference>/people/", views.people, name="comment_people"),
    path("comments/<str:reference>/<int:number>/remove/", views.remove, name="comment_remove"),
    path("comments/<str:reference>/<int:number>/restore/", views.restore, name="comment_restore"),
]
