"""The addresses of the background jobs."""

from django.urls import path

from tracker.web.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/letters/release/", views.release_letter, name="letter_release"),
    path("jobs/<slug:slug>/<str:code>/release/", views.release, name="request_release"),
]
