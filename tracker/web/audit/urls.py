"""The addresses of the audit page and of the file that verifies a ledger."""

from django.urls import path

from tracker.web.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/servanda_verify.py", views.verifier, name="audit-verifier"),
]
