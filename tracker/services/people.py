"""Keeps the people who work here: accounts, roles, clearance; it must not know what they did."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Audience, User
from tracker.services import ledger, rows
from tracker.services.refusals import Refused, Stale

ADMIN = "admin"
EDITABLE = (
    "username",
    "first_name",
    "last_name",
    "email",
    "time_zone",
    "language",
    "calendar",
    "audience",
    "mail",
    "quiet_from",
    "quiet_to",
)


def create(
    *,
    username: str,
    password: str | None,
    by: User | None,
    at: datetime,
    roles: Collection[str] = (),
    audience_level: int = 0,
    email: str = "",
    first_name: str = "",
    last_name: str = "",
) -> User:
    """Make an account in some roles, cleared up to a TLP level (0 to 4); without a password nobody signs in.

    Refused, with the field, for a name that is taken, an unknown role or a weak password.
    """
    user = User(username=username, email=email, first_name=first_name, last_name=last_name, date_joined=at)
    groups = _groups(roles)
    user.audience = Audience.objects.filter(level=audience_level, team_key="").first()
    if user.audience is None:
        raise Refused(_("The clearance must be one of the five TLP levels."), field="audience_level")
    with transaction.atomic():
        if password is None:
            user.set_unusable_password()
        else:
            _set_password(user, password)
        user.is_staff = ADMIN in roles
        rows.clean(user)
        rows.store(user)
        user.groups.set(groups)
        after = {**_shown(user), "roles": sorted(roles)}
        ledger.record(action="person.create", thing=user, by=by, at=at, after=after)
    return user


def edit(
    *,
    user: User,
    changes: Mapping[str, Any],
    by: User | None,
    at: datetime,
    read: Mapping[str, Any] | None = None,
) -> User:
    """Change what is said of a person: fields of EDITABLE. `read` holds the values that were on the form.

    Raises Stale with both texts when somebody changed one of them meanwhile, or Refused with the field.
    """
    if "time_zone" in changes and changes["time_zone"] not in available_timezones():
        raise Refused(
            _("“%(zone)s” is not a time zone. Give its IANA name, such as Asia/Kabul or Europe/Paris.")
            % {"zone": changes["time_zone"]},
            field="time_zone",
        )
    with transaction.atomic():
        row = rows.locked(user)
        if read is not None and any(getattr(row, name) != read[name] for name in changes if name in read):
            raise Stale(theirs={name: getattr(row, name) for name in changes}, yours=changes)
        return rows.edit(
            row, version=None, changes=changes, allowed=EDITABLE, action="person.edit", by=by, at=at
        )


def set_roles(*, user: User, roles: Collection[str], by: User | None, at: datetime) -> User:
    """Give a person exactly these roles; administrators may open the administration.

    Refused for an unknown role, and when no administrator would be left.
    """
    groups = _groups(roles)
    with transaction.atomic():
        row = rows.locked(user)
        before = sorted(row.groups.values_list("name", flat=True))
        if before == sorted(roles):
            return row
        if ADMIN in before and ADMIN not in roles:
            _check_another_admin(row)
        row.groups.set(groups)
        row.is_staff = ADMIN in roles
        rows.store(row)
        ledger.record(
            action="person.set_roles",
            thing=row,
            by=by,
            at=at,
            before={"roles": before},
            after={"roles": sorted(roles)},
        )
    return row


def set_password(*, user: User, password: str, by: User | None, at: datetime) -> User:
    """Give a person another password, which no record repeats. Refused for a weak one."""
    with transaction.atomic():
        row = rows.locked(user)
        _set_password(row, password)
        rows.store(row)
        ledger.record(action="person.set_password", thing=row, by=by, at=at)
    return row


def deactivate(*, user: User, reason: str, by: User | None, at: datetime) -> User:
    """Close an account; what the person did stays. Refused for oneself and for the last administrator."""
    if not reason.strip():
        raise Refused(_("Say why the account is closed: the reason stays in the history."), field="reason")
    if by is not None and by.pk == user.pk:
        raise Refused(_("You cannot close your own account. Ask another administrator."), field="is_active")
    with transaction.atomic():
        row = rows.locked(user)
        if not row.is_active:
            raise Refused(_("This account is closed already."), field="is_active")
        if row.groups.filter(name=ADMIN).exists():
            _check_another_admin(row)
        return _set_active(row, active=False, action="person.deactivate", reason=reason, by=by, at=at)


def reactivate(*, user: User, reason: str, by: User | None, at: datetime) -> User:
    """Open a closed account again. Refused when it is open."""
    with transaction.atomic():
        row = rows.locked(user)
        if row.is_active:
            raise Refused(_("This account is open already."), field="is_active")
        return _set_active(row, active=True, action="person.reactivate", reason=reason, by=by, at=at)


def _set_active(row: User, *, active: bool, action: str, reason: str, by: User | None, at: datetime) -> User:
    row.is_active = active
    rows.store(row)
    ledger.record(
        action=action,
        thing=row,
        by=by,
        at=at,
        before={"is_active": not active},
        after={"is_active": active},
        reason=reason,
    )
    return row


def _groups(roles: Collection[str]) -> list[Group]:
    known = {group.name: group for group in Group.objects.filter(name__in=("analyst", "manager", ADMIN))}
    unknown = [role for role in roles if role not in known]
    if unknown:
        raise Refused(
            _("There is no role “%(role)s”; there are: %(known)s.")
            % {"role": unknown[0], "known": ", ".join(sorted(known))},
            field="roles",
        )
    return [known[role] for role in roles]


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages), field="password") from error
    user.set_password(password)


def _check_another_admin(user: User) -> None:
    if not User.objects.filter(groups__name=ADMIN, is_active=True).exclude(pk=user.pk).exists():
        raise Refused(
            _("Nobody else is an administrator. Give somebody else that role first."), field="roles"
        )


def _shown(user: User) -> dict[str, Any]:
    return rows.values(user, ("username", "email", "first_name", "last_name", "audience"))
