"""How far something has come that people or jobs work at: one list of words for each kind of work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    PARKED = "parked", _("Parked after three failures")


class JobState(models.TextChoices):
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ReadState(models.TextChoices):
    """How far an original's text is."""

    WAITING = "waiting", _("Is being read")
    READ = "read", _("Read")
    NO_TEXT = "no_text", _("No text could be read")


class CaptureState(models.TextChoices):
    WAITING = "waiting", _("Is being fetched")
    DONE = "done", _("Fetched")
    FAILED = "failed", _("Could not be fetched")


class InboxState(models.TextChoices):
    NEW = "new", _("New")
    SNOOZED = "snoozed", _("Put off")
    FILED = "filed", _("Filed as a report")
    DISMISSED = "dismissed", _("Dismissed")


class LetterState(models.TextChoices):
    """How far a letter has come."""

    WAITING = "waiting", _("Waits to be sent")
    SENT = "sent", _("Sent")
    NEEDLESS = "needless", _("Not sent: nothing was left to say")
    PARKED = "parked", _("Parked after three failures")


class WorkState(models.TextChoices):
    """How far a job that somebody asked for has come."""

    WAITING = "waiting", _("Is being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be made")


class RulingState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    APPROVED = "approved", _("In force")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")
