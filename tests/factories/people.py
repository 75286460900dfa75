"""Builds people, teams and audiences for tests; it must not know what they do."""

from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from tests.factories.moments import NOW
from tracker.models import Audience, LastSeen, Team, User

PASSWORD = "servanda-demo"


@cache
def hashed(password: str) -> str:
    """The hash of a password, computed once a run: it is slow by design."""
    return make_password(password)


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    slug = factory.Sequence(lambda n: f"team-{n}")
    name = factory.Sequence(lambda n: f"Team {n}")


class AudienceFactory(factory.django.DjangoModelFactory):
    """The audience of a level without teams unless teams are given; those five exist already."""

    class Meta:
        model = Audience
        django_get_or_create = ("level", "team_key")

    level = 0
    team_key = ""

    @classmethod
    def _create(cls, model_class: type[Audience], *args: Any, **kwargs: Any) -> Audience:
        teams = sorted(kwargs.pop("teams", ()), key=lambda team: team.slug)
        kwargs["team_key"] = ",".join(team.slug for team in teams)
        audience: Audience = super()._create(model_class, *args, **kwargs)
        audience.teams.set(teams)
        return audience


class UserFactory(factory.django.DjangoModelFactory):
    """A person; `roles=("analyst",)` puts them in groups, `level=4` clears them for TLP:RED."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        level = 4

    username = factory.Sequence(lambda n: f"person-{n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.org")
    audience = factory.LazyAttribute(lambda person: AudienceFactory(level=person.level))
    is_staff = False

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        kwargs["password"] = hashed(kwargs.pop("password", PASSWORD))
        return model_class.objects.create(*args, **kwargs)

    @factory.post_generation
    def roles(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create or not extracted:
            return
        for name in extracted:
            self.groups.add(Group.objects.get(name=name))
        if "admin" in extracted:
            self.is_staff = True
            self.save(update_fields=["is_staff"])


class LastSeenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LastSeen

    user = factory.SubFactory(UserFactory)
    agreement = factory.SubFactory("tests.factories.agreements.AgreementFactory")
    seen_at = NOW
