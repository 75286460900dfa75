"""Answers who may do what, and says in a sentence why not; it must not do any of it.

`check_can_<verb>` raises Refused; `can_<verb>` answers yes or no, where a page shows or hides a button.
"""

from collections.abc import Callable, Iterable
from functools import wraps

from django.utils.translation import gettext as _

from tracker.models import Comment, Finding, Ruling, User
from tracker.models.choices import FindingState
from tracker.models.states import RulingState
from tracker.selectors import gradings
from tracker.services.refusals import Refused

ANALYST, MANAGER, ADMIN = "analyst", "manager", "admin"


def remember_roles(user: User, names: Iterable[str]) -> None:
    """Let the roles, read with something else, be known for as long as this object of the person lives."""
    vars(user)["known_roles"] = frozenset(names)


def roles_of(user: User) -> frozenset[str]:
    """The roles of a person: names of their groups."""
    known: frozenset[str] | None = vars(user).get("known_roles")
    if known is not None:
        return known
    return frozenset(user.groups.values_list("name", flat=True))


def has_role(user: User, *roles: str) -> bool:
    """Whether the person may work and has one of the roles."""
    return user.is_active and not roles_of(user).isdisjoint(roles)


def allows(check: Callable[..., None], *arguments: object) -> bool:
    """Whether a check lets it pass."""
    try:
        check(*arguments)
    except Refused:
        return False
    return True


def _answer(check: Callable[..., None]) -> Callable[..., bool]:
    @wraps(check)
    def answer(*arguments: object) -> bool:
        return allows(check, *arguments)

    return answer


def check_can_file(user: User) -> None:
    """Filing reports needs an analyst or an administrator."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators file reports. Ask an administrator for the role."))


def check_can_fetch(user: User) -> None:
    """Having web pages fetched needs who may file them."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators have pages fetched. Ask an administrator."))


def check_can_keep_feeds(user: User) -> None:
    """Entering and changing feeds needs an analyst or an administrator."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators keep the feeds. Ask an administrator."))


def check_can_triage(user: User) -> None:
    """Deciding on entries of the inbox needs an analyst or an administrator."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators decide on the inbox. Ask an administrator."))


def check_can_draft(user: User) -> None:
    """Proposing findings needs an analyst."""
    if not has_role(user, ANALYST):
        raise Refused(_("Only analysts propose findings. Ask an administrator for the role."))


def check_can_edit(user: User, finding: Finding) -> None:
    """A draft is changed by its author; anything later is not changed at all."""
    if finding.author_id != user.pk:
        raise Refused(
            _("Only its author, %(author)s, can change this finding.")
            % {"author": finding.author.get_username()}
        )
    if finding.removed_at is not None:
        raise Refused(_("This finding is removed. Restore it first, then change it."))
    if finding.state == FindingState.SUBMITTED:
        raise Refused(_("This finding waits for review. Take it back first, then change it."))
    if finding.state != FindingState.DRAFT:
        raise Refused(_("A finding that was decided is never changed. Propose another one in its place."))


def check_can_review(user: User, finding: Finding) -> None:
    """Reviewing needs an analyst who is not the author, and a finding that waits."""
    if finding.author_id == user.pk:
        raise Refused(_("You proposed this finding, so somebody else must review it."))
    if not has_role(user, ANALYST):
        raise Refused(_("Only analysts review findings. Ask an administrator for the role."))
    if finding.state != FindingState.SUBMITTED:
        raise Refused(
            _("This finding no longer waits for review; it is now: %(state)s.")
            % {"state": finding.get_state_display().lower()}
        )


def check_can_grade(user: User, finding: Finding) -> None:
    """A second grade is given by an analyst who is not the author, once, while the finding waits."""
    check_can_review(user, finding)
    grading = gradings.grading_of(finding)
    if not grading.needed:
        raise Refused(_("This finding is not one of those that are graded twice."))
    if grading.second is not None:
        raise Refused(_("Somebody else has graded it meanwhile. Both grades are shown now."))


def check_can_settle(user: User, finding: Finding) -> None:
    """Two grades that differ are settled by a third analyst while the finding waits."""
    check_can_review(user, finding)
    grading = gradings.grading_of(finding)
    if not grading.is_open or grading.second is None:
        raise Refused(_("There is no difference of grades to settle here."))
    if grading.second.reviewer_id == user.pk:
        raise Refused(_("You gave one of the two grades, so a third person must settle it."))


def check_can_accept(user: User, finding: Finding) -> None:
    """Accepting is reviewing, of a finding whose second grade, where one is asked for, stands and agrees."""
    check_can_review(user, finding)
    grading = gradings.grading_of(finding)
    if grading.waits:
        raise Refused(
            _("It is one of those that are graded twice. Grade it first, without seeing the first grade.")
        )
    if grading.is_open:
        raise Refused(_("The two grades differ. A third person settles that before it can be accepted."))


def check_can_remove_finding(user: User, finding: Finding) -> None:
    """A draft is removed by its author, a rejected finding by its author or an administrator."""
    if finding.author_id != user.pk and not (
        finding.state == FindingState.REJECTED and has_role(user, ADMIN)
    ):
        raise Refused(
            _("Only its author, %(author)s, can remove or restore this finding.")
            % {"author": finding.author.get_username()}
        )
    if finding.state == FindingState.SUBMITTED:
        raise Refused(_("This finding waits for review. Take it back first, then remove it."))
    if finding.state not in (FindingState.DRAFT, FindingState.REJECTED):
        raise Refused(_("A finding that counts or has counted is never removed. Withdraw it instead."))


def check_can_remove_comment(user: User, comment: Comment) -> None:
    """A comment is removed and brought back by who wrote it, or by an administrator."""
    if comment.written_by_id != user.pk and not has_role(user, ADMIN):
        raise Refused(
            _("Only who wrote it, %(writer)s, or an administrator can remove or restore a comment.")
            % {"writer": comment.written_by.get_username()}
        )


def check_can_supersede(user: User, finding: Finding) -> None:
    """Withdrawing an accepted finding needs an analyst, or an administrator who repairs."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators withdraw findings."))
    if finding.state != FindingState.ACCEPTED:
        raise Refused(
            _("Only an accepted finding can be superseded; this one is: %(state)s.")
            % {"state": finding.get_state_display().lower()}
        )


def check_can_observe(user: User) -> None:
    """Recording coverage and positions needs an analyst."""
    if not has_role(user, ANALYST):
        raise Refused(_("Only analysts record who looked and what parties say."))


def check_can_register(user: User) -> None:
    """Entering sources and origins, and saying which are one voice, needs an analyst or an administrator."""
    if not has_role(user, ANALYST, ADMIN):
        raise Refused(_("Only analysts and administrators keep the registers of sources and origins."))


def check_can_rate(user: User) -> None:
    """Rating sources needs a role that reads them for a living: analyst, manager or administrator."""
    if not has_role(user, ANALYST, MANAGER, ADMIN):
        raise Refused(_("You have no role yet, so you cannot rate sources. Ask an administrator for one."))


def check_can_comment(user: User) -> None:
    """Commenting needs any role."""
    if not has_role(user, ANALYST, MANAGER, ADMIN):
        raise Refused(_("You have no role yet. Ask an administrator for one."))


def check_can_propose_ruling(user: User) -> None:
    """Proposing rulings needs an analyst."""
    if not has_role(user, ANALYST):
        raise Refused(_("Only analysts propose rulings. Ask an administrator for the role."))


def check_can_decide_ruling(user: User, ruling: Ruling) -> None:
    """Deciding on a ruling needs a manager who did not propose it, and a ruling that waits."""
    if ruling.proposed_by_id == user.pk:
        raise Refused(_("You proposed this ruling, so somebody else must decide on it."))
    if not has_role(user, MANAGER):
        raise Refused(_("Only managers approve or refuse rulings."))
    if ruling.state != RulingState.PROPOSED:
        raise Refused(
            _("This ruling no longer waits for a decision; it is now: %(state)s.")
            % {"state": ruling.get_state_display().lower()}
        )


def check_can_withdraw_ruling(user: User, ruling: Ruling) -> None:
    """A ruling is withdrawn by who proposed it, or by a manager."""
    if ruling.proposed_by_id != user.pk and not has_role(user, MANAGER):
        raise Refused(_("Only who proposed a ruling, or a manager, can withdraw it."))
    if ruling.state not in (RulingState.PROPOSED, RulingState.APPROVED):
        raise Refused(
            _("This ruling is over already: %(state)s.") % {"state": ruling.get_state_display().lower()}
        )


def check_can_publish_parameters(user: User) -> None:
    """Publishing numbers of the method needs an administrator: they judge every duty anew."""
    if not has_role(user, ADMIN):
        raise Refused(_("Only administrators publish numbers of the method. Ask one, and send this address."))


def check_can_publish_pages(user: User) -> None:
    """Opening, changing and closing status pages, which anybody can read, needs a manager or an admin."""
    if not has_role(user, MANAGER, ADMIN):
        raise Refused(_("Only managers and administrators keep the status pages. Ask one of them."))


can_file = _answer(check_can_file)
can_publish_pages = _answer(check_can_publish_pages)
can_fetch = _answer(check_can_fetch)
can_keep_feeds = _answer(check_can_keep_feeds)
can_triage = _answer(check_can_triage)
can_draft = _answer(check_can_draft)
can_edit = _answer(check_can_edit)
can_review = _answer(check_can_review)
can_grade = _answer(check_can_grade)
can_settle = _answer(check_can_settle)
can_accept = _answer(check_can_accept)
can_remove_finding = _answer(check_can_remove_finding)
can_remove_comment = _answer(check_can_remove_comment)
can_supersede = _answer(check_can_supersede)
can_observe = _answer(check_can_observe)
can_register = _answer(check_can_register)
can_rate = _answer(check_can_rate)
can_comment = _answer(check_can_comment)
can_propose_ruling = _answer(check_can_propose_ruling)
can_decide_ruling = _answer(check_can_decide_ruling)
can_withdraw_ruling = _answer(check_can_withdraw_ruling)
can_publish_parameters = _answer(check_can_publish_parameters)
