"""Keeps which agreements a person follows on their overview; it must not know what the overview says.

Not in the audit ledger: what somebody likes to look at changes nothing that others rely on.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Agreement, User
from tracker.selectors.visibility import visible_to
from tracker.services.refusals import Refused

MOST = 100  # agreements of one person; more is no choice


def choose(*, agreement: Agreement, by: User) -> None:
    """Put an agreement among those a person chose. Refused for one they may not see, and past MOST."""
    if not visible_to(by, Agreement.objects.filter(pk=agreement.pk)).exists():
        raise Refused(_("There is no such agreement that you may see."), field="agreement")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two windows at once are counted one by one
        own = by.chosen.exclude(pk=agreement.pk)
        if own.count() >= MOST:
            raise Refused(
                _("You have chosen %(most)d agreements. Let one go first.") % {"most": MOST},
                field="agreement",
            )
        by.chosen.add(agreement)


def let_go(*, agreement: Agreement, by: User) -> None:
    """Take an agreement out of those a person chose; nothing happens when it is not among them."""
    with transaction.atomic():
        by.chosen.remove(agreement)
