"""The address of the page of hindsight."""

from django.urls import path

from tracker.web.hindsight import views

urlpatterns = [
    path("agreements/<slug:slug>/hindsight/", views.hindsight, name="agreement-hindsight"),
]
