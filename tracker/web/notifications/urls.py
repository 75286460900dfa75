"""Addresses of what one was told of, and of what one wants to be told of."""

from django.urls import path

from tracker.web.notifications import rules, views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read, name="notifications_read"),
    path("notifications/rules/", rules.rules, name="notification-rules"),
    path("notifications/rules/mail/", rules.settle, name="notification-mail"),
    path("notifications/rules/offer/", rules.offer, name="notification-offer"),
    path("notifications/rules/test/", rules.test, name="notification-test"),
    path("notifications/rules/<str:reference>/", rules.edit, name="notification-rule"),
    path("notifications/rules/<str:reference>/delete/", rules.delete, name="notification-rule-delete"),
]
