"""Every named constraint has a row that the database itself refuses, whatever the services think."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests import factories as make
from tests.factories import NOW, SIGNED_ON, TODAY
from tests.factories.references import next_reference
from tracker.services.rules import RULES

EARLIER = SIGNED_ON - timedelta(days=365)


@dataclass(frozen=True)
class Broken:
    """A valid row and the update that breaks a rule; `changes` may need the row."""

    factory: Any
    changes: dict[str, Any] | Callable[[Any], dict[str, Any]]
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Twice:
    """A valid row that cannot be there a second time, even with `apart` different."""

    factory: Any
    apart: Callable[[], dict[str, Any]] = dict
    given: dict[str, Any] = field(default_factory=dict)


def itself(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda row: {name: row.pk}


def same(name: str, other: str) -> Callable[[Any], dict[str, Any]]:
    return lambda row: {name: getattr(row, other)}


MARKED = {
    "agreement": make.AgreementFactory,
    "attachment": make.AttachmentFactory,
    "clause": make.ClauseFactory,
    "comment": make.CommentFactory,
    "commitment": make.CommitmentFactory,
    "coverage": make.CoverageFactory,
    "feed": make.FeedFactory,
    "finding": make.FindingFactory,
    "inboxentry": make.InboxEntryFactory,
    "origin": make.OriginFactory,
    "position": make.PositionFactory,
    "report": make.ReportFactory,
    "ruling": make.RulingFactory,
    "source": make.SourceFactory,
}
VERSION, FINDING = make.CommitmentVersionFactory, make.FindingFactory
METRIC, ACCEPTED = {"metric": True}, {"accepted": True}

BROKEN: dict[str, Broken | Twice] = {
    **{f"{name}_marking_is_tlp": Broken(one, {"effective_marking": 5}) for name, one in MARKED.items()},
    **{f"{name}_effective_marking_not_looser": Broken(one, {"marking": 1}) for name, one in MARKED.items()},
    **{
        f"{name}_removed_pair": Broken(MARKED[name], {"removed_at": NOW})
        for name in ("comment", "coverage", "finding", "position", "report")
    },
    "agreement_ends_after_it_begins": Broken(make.AgreementFactory, {"ended_on": EARLIER}),
    "agreement_party_role_unique": Twice(make.AgreementPartyFactory),
    "agreement_relation_unique": Twice(make.AgreementRelationFactory),
    "agreement_relation_not_to_itself": Broken(
        make.AgreementRelationFactory, same("other_id", "agreement_id")
    ),
    "agreement_reviewers_0_to_2": Broken(make.AgreementFactory, {"reviewers_needed": 3}),
    "agreement_second_grading_per_mille": Broken(make.AgreementFactory, {"second_grading_pm": 1001}),
    "anchor_code_unique": Twice(make.AnchorFactory),
    "attachment_digest": Broken(make.AttachmentFactory, {"sha256": "A" * 64}),
    "attachment_not_inside_itself": Broken(make.AttachmentFactory, itself("parent_id")),
    "attachment_once_per_report": Twice(make.AttachmentFactory),
    "attachment_read_has_a_moment": Broken(make.AttachmentFactory, {"read_at": None}),
    "attachment_shows_only_its_pages": Broken(make.AttachmentFactory, {"page_images": 1}),
    "audience_level_and_teams_unique": Twice(make.AudienceFactory),
    "audience_level_is_tlp": Broken(make.AudienceFactory, {"level": 5}),
    "clause_not_its_own_parent": Broken(make.ClauseFactory, itself("parent_id")),
    "clause_reference_unique": Twice(make.ClauseFactory),
    "clause_withheld_has_no_text": Broken(make.ClauseFactory, {"withheld": True}),
    "comment_on_one_thing": Broken(make.CommentFactory, {"finding_id": None}),
    "commitment_code_not_empty": Broken(make.CommitmentFactory, {"code": ""}),
    "commitment_code_unique": Twice(make.CommitmentFactory, lambda: {"current": None}),
    "commitment_link_not_to_itself": Broken(make.CommitmentLinkFactory, same("other_id", "commitment_id")),
    "commitment_link_removed_pair": Broken(make.CommitmentLinkFactory, {"removed_at": NOW}),
    "commitment_link_unique": Twice(make.CommitmentLinkFactory),
    "commitment_party_role_unique": Twice(make.CommitmentPartyFactory),
    "commitment_version_unique": Twice(VERSION),
    "coverage_period_in_order": Broken(make.CoverageFactory, {"to_on": EARLIER}),
    "finding_accepted_is_complete": Broken(FINDING, {"origin_id": None}, ACCEPTED),
    "finding_accepted_pair": Broken(FINDING, {"accepted_by_id": None}, ACCEPTED),
    "finding_author_is_not_reviewer": Broken(FINDING, same("accepted_by_id", "author_id"), ACCEPTED),
    "finding_backfill_has_no_acceptance_day": Broken(FINDING, {"accepted_on": None}, ACCEPTED),
    "finding_bound_fits_values": Broken(
        FINDING,
        {"value_low": 600, "value_high": 400},
        {"bound": "range", "value_low": 400, "value_high": 600},
    ),
    "finding_does_not_supersede_itself": Broken(FINDING, itself("supersedes_id")),
    "finding_event_not_after_observation": Broken(FINDING, {"event_on": TODAY}),
    "finding_extent_only_with_partial": Broken(FINDING, {"extent": 1}),
    "finding_offsets_in_order": Broken(FINDING, {"start_offset": 9, "end_offset": 9}),
    "finding_period_in_order": Broken(FINDING, {"observed_from": TODAY}),
    "finding_rejected_pair": Broken(FINDING, {"rejected_by_id": None}, {"rejected": True}),
    "finding_reversal_contradicts": Broken(FINDING, {"reversal": True}),
    "finding_severity_1_or_2": Broken(FINDING, {"severity": 3}),
    "finding_state_agrees_with_dates": Broken(FINDING, {"state": "accepted"}),
    "finding_superseded_pair": Broken(FINDING, {"superseded_by_id": None}, {"superseded": True}),
    "finding_that_counts_is_not_removed": Broken(
        FINDING,
        lambda row: {"removed_at": NOW, "removed_by_id": row.author_id, "removal_reason": "Twice."},
        ACCEPTED,
    ),
    "job_run_done_at_most_total": Broken(make.JobRunFactory, {"done": 11}),
    "job_run_ended_when_not_running": Broken(make.JobRunFactory, {"ended_at": NOW}),
    "job_run_once_per_period": Twice(make.JobRunFactory),
    "last_seen_once_per_agreement": Twice(make.LastSeenFactory),
    "last_seen_once_on_the_overview": Twice(make.LastSeenFactory, given={"agreement": None}),
    "checkpoint_letter_sent_has_a_moment": Broken(make.CheckpointLetterFactory, {"sent_at": NOW}),
    "checkpoint_once_per_witness": Twice(make.CheckpointLetterFactory),
    "ledger_counts_from_one": Broken(make.LedgerEntryFactory, {"seq": 0}),
    "ledger_withheld_later": Broken(make.LedgerEntryFactory, {"withheld_by": 1}),
    "witness_email_unique": Twice(make.WitnessFactory),
    "witness_ends_after_it_begins": Broken(make.WitnessFactory, {"until_on": EARLIER}),
    "ledger_head_is_one_row": Twice(make.LedgerHeadFactory, lambda: {"pk": 2}),
    "letter_once_per_period": Twice(make.LetterFactory),
    "letter_sent_has_a_moment": Broken(make.LetterFactory, {"sent_at": NOW}),
    "notification_once_per_person": Twice(make.NotificationFactory),
    "notification_rule_tells_something": Broken(
        make.NotificationRuleFactory, {"changes": False, "deadlines": False}
    ),
    "person_quiet_hours_pair": Broken(make.UserFactory, {"quiet_from": time(22)}),
    "one_perspective_per_audience": Twice(make.PerspectiveAudienceFactory),
    "origin_alias_unique": Twice(make.OriginAliasFactory),
    "origin_is_one_thing": Broken(
        make.OriginFactory,
        lambda row: {"party_id": make.PartyFactory().pk, "source_id": make.SourceFactory().pk},
    ),
    "origin_not_merged_into_itself": Broken(make.OriginFactory, itself("merged_into_id")),
    "party_alias_unique": Twice(make.PartyAliasFactory),
    "party_identifier_unique": Twice(make.PartyIdentifierFactory),
    "party_not_its_own_parent": Broken(make.PartyFactory, itself("parent_id")),
    "party_relation_in_order": Broken(make.PartyRelationFactory, {"to_on": EARLIER}),
    "party_relation_not_to_itself": Broken(make.PartyRelationFactory, same("other_id", "party_id")),
    "position_only_an_accusation_awaits_a_reply": Broken(make.PositionFactory, {"reply_due_on": TODAY}),
    "position_reply_due_after_it_was_said": Broken(
        make.PositionFactory, {"kind": "accuses", "reply_due_on": EARLIER}
    ),
    "position_does_not_reply_to_itself": Broken(make.PositionFactory, itself("replies_to_id")),
    "report_does_not_relay_itself": Broken(make.ReportFactory, itself("relays_id")),
    "report_received_after_publication": Broken(make.ReportFactory, {"received_on": EARLIER}),
    "review_act_once_a_round": Twice(make.ReviewFactory),
    "review_first_grade_beside_the_second": Broken(make.ReviewFactory, {"first_stance": "SUPPORTS"}),
    "review_grade_is_whole": Broken(make.ReviewFactory, {"stance": "SUPPORTS"}),
    "ruling_approved_has_its_days": Broken(make.RulingFactory, {"lapses_on": None}, {"approved": True}),
    "ruling_approver_is_not_proposer": Broken(
        make.RulingFactory, same("decided_by_id", "proposed_by_id"), {"approved": True}
    ),
    "ruling_decided_pair": Broken(make.RulingFactory, {"decided_at": NOW}),
    "ruling_is_justified": Broken(make.RulingFactory, {"justification": "Because I say so."}),
    "ruling_one_in_force": Twice(
        make.RulingFactory, lambda: {"reference": next_reference("L")}, {"approved": True}
    ),
    "brief_about_one_thing": Broken(make.BriefFactory, {"agreement": None}),
    "brief_known_not_before": Broken(make.BriefFactory, {"known_by": EARLIER}),
    "brief_ready_is_whole": Broken(make.BriefFactory, {"state": "ready"}),
    "portfolio_once_per_pair": Twice(make.PortfolioDayFactory, lambda: {"reference": next_reference("D")}),
    "portfolio_done_at_most_total": Broken(make.PortfolioDayFactory, {"done": 1}),
    "portfolio_ready_has_a_moment": Broken(make.PortfolioDayFactory, {"state": "ready"}),
    "portfolio_standing_once": Twice(make.PortfolioStandingFactory),
    "rehearsal_done_at_most_total": Broken(make.RehearsalFactory, {"done": 1}),
    "rehearsal_ready_has_a_moment": Broken(make.RehearsalFactory, {"state": "ready"}),
    "capture_state_agrees": Broken(make.CaptureFactory, {"state": "done"}),
    "feed_asked_in_reason": Broken(make.FeedFactory, {"every_minutes": 4}),
    "inbox_entry_decided_pair": Broken(make.InboxEntryFactory, {"decided_at": NOW}),
    "inbox_entry_once_per_feed": Twice(make.InboxEntryFactory, lambda: {"reference": next_reference("N")}),
    "inbox_entry_state_agrees": Broken(make.InboxEntryFactory, {"state": "dismissed"}),
    "draft_once_per_form": Twice(make.DraftFactory),
    "upload_is_not_empty": Broken(make.UploadFactory, {"size": 0, "received": 0}),
    "upload_read_has_a_moment": Broken(make.UploadFactory, {"read_at": NOW}),
    "upload_received_at_most_all": Broken(make.UploadFactory, {"received": 1001}),
    "saved_view_name_unique": Twice(make.SavedViewFactory),
    "search_entry_points_to_its_thing": Broken(make.SearchEntryFactory, {"party": None}),
    "source_interest_once_per_party": Twice(make.SourceInterestFactory),
    "source_not_its_own_parent": Broken(make.SourceFactory, itself("parent_id")),
    "source_reliability_letter": Broken(make.SourceReliabilityFactory, {"reliability": "G"}),
    "source_reliability_once_a_day": Twice(make.SourceReliabilityFactory),
    "status_change_changes": Broken(make.StatusChangeFactory, same("to_status", "from_status")),
    "status_page_has_an_address": Broken(make.StatusPageFactory, {"slug": ""}),
    "status_span_begins_once": Twice(make.StatusSpanFactory, given={"to_on": TODAY}),
    "status_span_in_order": Broken(make.StatusSpanFactory, {"to_on": EARLIER}),
    "status_span_one_open": Twice(make.StatusSpanFactory, lambda: {"from_on": TODAY}),
    "text_page_counts_from_one": Broken(make.TextPageFactory, {"number": 0}),
    "text_page_unique": Twice(make.TextPageFactory),
    "version_closed_has_a_reason": Broken(VERSION, {"closed_on": TODAY}),
    "version_decimals_at_most_9": Broken(VERSION, {"decimals": 10}),
    "version_due_not_before_start": Broken(VERSION, {"due_on": EARLIER}),
    "version_grace_belongs_to_deadlines": Broken(VERSION, {"grace_days": 1}),
    "version_half_lives_come_in_pairs": Broken(VERSION, {"half_life_for_days": 90}),
    "version_measure_belongs_to_metric": Broken(VERSION, {"target": None}, METRIC),
    "version_tolerance_at_most_1000": Broken(VERSION, {"tolerance_pm": 1001}),
}
MODELS = list(apps.get_app_config("tracker").get_models())
CONSTRAINTS = {
    constraint.name: (model, constraint) for model in MODELS for constraint in model._meta.constraints
}


def test_every_constraint_has_a_row_that_breaks_it_and_a_sentence() -> None:
    assert set(CONSTRAINTS) - set(BROKEN) == set(), "constraints without a breaking case"
    assert set(BROKEN) - set(CONSTRAINTS) == set(), "cases for constraints that are gone"
    assert set(RULES) == set(CONSTRAINTS), "sentences and constraints differ"


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BROKEN))
def test_the_database_refuses(name: str) -> None:
    case = BROKEN[name]
    row = case.factory(**case.given)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        break_rule(row, case)
    assert broken(str(refused.value), name)


def break_rule(row: models.Model, case: Broken | Twice) -> None:
    """Write past every service what the database must not take."""
    if isinstance(case, Broken):
        changes = case.changes(row) if callable(case.changes) else case.changes
        type(row)._default_manager.filter(pk=row.pk).update(**changes)
        return
    row.pk = None
    for key, value in case.apart().items():
        setattr(row, key, value)
    row.save(force_insert=True)


def broken(message: str, name: str) -> bool:
    """Whether the database named this constraint; SQLite names the columns of a unique one instead."""
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "sqlite" and isinstance(constraint, models.UniqueConstraint):
        columns = [model._meta.get_field(one).column for one in constraint.fields]
        return message == "UNIQUE constraint failed: " + ", ".join(
            f"{model._meta.db_table}.{column}" for column in columns
        )
    return name in message


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_an_optional_moment_and_its_person_come_as_a_pair(model: type[models.Model]) -> None:
    """Every nullable `x_at` beside `x_by` is bound to it by a constraint."""
    names = {one.name: one for one in model._meta.concrete_fields}
    for name, one in names.items():
        person = name.removesuffix("_at") + "_by"
        if name.endswith("_at") and one.null and person in names:
            bound = [
                constraint.name
                for constraint in model._meta.constraints
                if isinstance(constraint, models.CheckConstraint)
                and name in str(constraint.condition)
                and person in str(constraint.condition)
            ]
            assert any("pair" in constraint or "_with_" in constraint for constraint in bound), (
                f"{model.__name__}.{name}"
            )
