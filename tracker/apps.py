"""Registers the one app with Django and connects its listeners; it must not hold behaviour of its own."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class TrackerConfig(AppConfig):
    """The app `tracker`: every model, page and task of the product."""

    name = "tracker"
    verbose_name = _("Servanda")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the parts together: who reads text out of originals, who tells the queue what waits."""
        from tracker.ingestion.reading.documents import Documents
        from tracker.services import attachments
        from tracker.tasks import receivers

        attachments.read_with(Documents())
        receivers.connect()


class TrackerAdminConfig(AdminConfig):
    """Django's administration with our site: administrators only, grouped by theme."""

    default_site = "tracker.config.administration.ServandaAdminSite"

    def ready(self) -> None:
        """Find every noun's administration, without the library of workbooks that few ever take out."""
        from tracker.publishing import workbooks

        workbooks.put_off()
        super().ready()
