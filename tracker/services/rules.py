"""Says each rule the database enforces as a sentence with its field; it must not decide any of them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = tuple[str, str | Promise]

OWN_PARENT = _("Nothing can be part of itself. Choose another, or none.")
MARKING = _("The marking must be one of the five TLP levels.")
LOOSER = _("What belongs to something marked cannot be more open than it.")
REMOVAL = _("A removal needs its moment, the person and the reason.")
DECIDED_PAIR = _("A decision needs both its moment and the person who took it.")

# The name of a constraint, to the field it is about ("" for the whole row) and the sentence.
RULES: dict[str, Sentence] = {
    "agreement_ends_after_it_begins": (
        "ended_on",
        _("The agreement ends before it comes into force. Correct one of the two days."),
    ),
    "agreement_party_role_unique": ("party", _("This party has this role in the agreement already.")),
    "agreement_relation_unique": ("other", _("This relation between the two agreements is there already.")),
    "agreement_relation_not_to_itself": (
        "other",
        _("An agreement cannot be related to itself. Choose another agreement."),
    ),
    "agreement_reviewers_0_to_2": ("reviewers_needed", _("Nobody, one or two reviewers can be asked for.")),
    "agreement_second_grading_per_mille": (
        "second_grading_pm",
        _("The share that is graded twice is at most 1000 per mille."),
    ),
    "anchor_code_unique": ("code", _("The agreement has an anchor with this code already. Choose another.")),
    "attachment_digest": ("sha256", _("A digest is 64 hexadecimal digits.")),
    "attachment_not_inside_itself": ("parent", _("A file cannot lie inside itself.")),
    "attachment_once_per_report": ("sha256", _("This very file is attached to the report already.")),
    "attachment_read_has_a_moment": (
        "read_at",
        _("What was read has the moment of it; what waits has none."),
    ),
    "attachment_shows_only_its_pages": ("page_images", _("No more pages are shown than the original has.")),
    "audience_level_and_teams_unique": (
        "level",
        _("There is an audience with this level and teams already."),
    ),
    "audience_level_is_tlp": ("level", MARKING),
    "clause_not_its_own_parent": ("parent", OWN_PARENT),
    "clause_reference_unique": (
        "reference",
        _("The agreement has a clause with this reference already. Choose another reference."),
    ),
    "clause_withheld_has_no_text": (
        "text",
        _("A withheld clause carries no text. Leave text and translation empty, or take the mark away."),
    ),
    "comment_on_one_thing": ("", _("A comment stands on one finding or on one commitment.")),
    "commitment_code_not_empty": ("code", _("A commitment needs a code, such as TAL-03.")),
    "commitment_code_unique": (
        "code",
        _("The agreement has a commitment with this code already. Choose another code."),
    ),
    "commitment_link_not_to_itself": ("other", _("A commitment cannot be linked to itself. Choose another.")),
    "commitment_link_removed_pair": ("removed_at", DECIDED_PAIR),
    "commitment_link_unique": ("other", _("The two commitments are linked like this already.")),
    "commitment_party_role_unique": ("party", _("This party has this role in the commitment already.")),
    "commitment_version_unique": ("number", _("The commitment has a version with this number already.")),
    "coverage_period_in_order": (
        "to_on",
        _("The period ends before it begins. Correct one of the two days."),
    ),
    "finding_accepted_is_complete": (
        "origin",
        _("An accepted finding needs an origin, a reliability and the day of publication."),
    ),
    "finding_accepted_pair": ("accepted_at", DECIDED_PAIR),
    "finding_author_is_not_reviewer": ("", _("Somebody other than the author must review a finding.")),
    "finding_backfill_has_no_acceptance_day": (
        "accepted_on",
        _("Public knowledge has no day of acceptance; everything else that is accepted has one."),
    ),
    "finding_bound_fits_values": (
        "bound",
        _(
            "The figures do not fit what is said of them: exactly, about and at least take the first figure, "
            "at most takes the second, a range takes both in order."
        ),
    ),
    "finding_does_not_supersede_itself": ("supersedes", _("A finding cannot supersede itself.")),
    "finding_event_not_after_observation": (
        "event_on",
        _("The event lies after the last day observed. Correct one of the two days."),
    ),
    "finding_extent_only_with_partial": (
        "extent",
        _("An extent is given when a duty is partly kept, and only then."),
    ),
    "finding_offsets_in_order": ("start_offset", _("The passage ends before it begins. Mark it again.")),
    "finding_period_in_order": (
        "observed_from",
        _("The period ends before it begins. Correct one of the two days."),
    ),
    "finding_rejected_pair": ("rejected_at", DECIDED_PAIR),
    "finding_that_counts_is_not_removed": (
        "state",
        _("A finding that counts or has counted is never removed. Withdraw it instead."),
    ),
    "finding_reversal_contradicts": (
        "stance",
        _("Only a finding that speaks against the duty can undo a performance or refuse in words."),
    ),
    "finding_severity_1_or_2": ("severity", _("The severity is minor or serious.")),
    "finding_state_agrees_with_dates": ("state", _("The state of the finding does not fit its days.")),
    "finding_superseded_pair": ("superseded_at", DECIDED_PAIR),
    "job_run_done_at_most_total": ("done", _("A job cannot have done more than there is to do.")),
    "job_run_ended_when_not_running": ("ended_at", _("A job that runs has no end; any other has one.")),
    "job_run_once_per_period": ("period", _("This job has run for this period already.")),
    "last_seen_once_on_the_overview": ("agreement", _("This is noted for the person already.")),
    "last_seen_once_per_agreement": ("agreement", _("This is noted for the person already.")),
    "checkpoint_letter_sent_has_a_moment": (
        "sent_at",
        _("A letter that was sent says when; one that waits does not."),
    ),
    "checkpoint_once_per_witness": ("witness", _("This witness gets this checkpoint already.")),
    "ledger_counts_from_one": ("seq", _("Ledger entries count from one.")),
    "ledger_head_is_one_row": ("", _("The ledger has one head.")),
    "ledger_withheld_later": ("withheld_by", _("What is withheld is so by a later entry.")),
    "letter_once_per_period": ("period", _("There is a letter to this person for this already.")),
    "letter_sent_has_a_moment": ("sent_at", _("A letter that was sent says when; one that waits does not.")),
    "notification_once_per_person": ("event_key", _("The person was told of this already.")),
    "notification_rule_tells_something": (
        "changes",
        _("A rule tells of changes, of deadlines, or of both. Tick at least one of them."),
    ),
    "one_perspective_per_audience": (
        "audience",
        _("This audience reads the commitment from another perspective already."),
    ),
    "person_quiet_hours_pair": (
        "quiet_from",
        _("Quiet hours need a beginning and an end; leave both empty for none."),
    ),
    "origin_alias_unique": ("name", _("The origin has this name already.")),
    "origin_is_one_thing": ("source", _("An origin is a party or a source, not both. Leave one empty.")),
    "origin_not_merged_into_itself": ("merged_into", _("An origin cannot be merged into itself.")),
    "party_alias_unique": ("name", _("The party has this name already.")),
    "party_identifier_unique": ("value", _("The party has this outside id already.")),
    "party_not_its_own_parent": ("parent", OWN_PARENT),
    "party_relation_in_order": (
        "to_on",
        _("The relation ends before it begins. Correct one of the two days."),
    ),
    "party_relation_not_to_itself": ("other", _("A party cannot be related to itself. Choose another.")),
    "position_only_an_accusation_awaits_a_reply": (
        "about",
        _("Only an accusation names whom it accuses and awaits a reply."),
    ),
    "position_reply_due_after_it_was_said": (
        "reply_due_on",
        _("The reply is due before it was stated. Correct one of the two days."),
    ),
    "position_does_not_reply_to_itself": ("replies_to", _("A position cannot reply to itself.")),
    "report_does_not_relay_itself": ("relays", _("A report cannot relay itself.")),
    "report_received_after_publication": (
        "received_on",
        _("The report was received before it was published. Correct one of the two days."),
    ),
    "review_act_once_a_round": ("act", _("This person has said so of this submission already.")),
    "review_first_grade_beside_the_second": (
        "first_stance",
        _("A second grade keeps the first beside it; nothing else does."),
    ),
    "review_grade_is_whole": (
        "stance",
        _("A grade says what the passage says of the duty and how credible it is; give both."),
    ),
    "ruling_approved_has_its_days": ("lapses_on", _("A ruling in force needs its first and its last day.")),
    "ruling_approver_is_not_proposer": ("", _("Somebody other than the proposer must decide a ruling.")),
    "ruling_decided_pair": ("decided_at", DECIDED_PAIR),
    "ruling_is_justified": ("justification", _("A ruling needs a justification of at least 20 characters.")),
    "ruling_one_in_force": ("commitment", _("A ruling on this commitment is in force already.")),
    "brief_about_one_thing": ("kind", _("A brief is about one agreement, party or duty, or a period.")),
    "brief_known_not_before": (
        "known_by",
        _("“Known by” lies before “as of”: nothing was known yet of a later day."),
    ),
    "brief_ready_is_whole": ("state", _("A brief that is ready has its file and the moment of it.")),
    "portfolio_once_per_pair": ("as_of", _("The portfolio of these two days was asked for already.")),
    "portfolio_done_at_most_total": ("done", _("No more commitments can be computed than there are.")),
    "portfolio_ready_has_a_moment": ("ready_at", _("A portfolio that is ready has its moment.")),
    "portfolio_standing_once": ("commitment", _("A commitment stands in a portfolio once.")),
    "rehearsal_done_at_most_total": ("done", _("No more commitments can be computed than there are.")),
    "rehearsal_ready_has_a_moment": ("ready_at", _("What is ready has its moment.")),
    "capture_state_agrees": (
        "state",
        _("A fetched page has its moment and its bytes, a failed one its reason."),
    ),
    "feed_asked_in_reason": ("every_minutes", _("A feed is asked every five minutes at most.")),
    "inbox_entry_decided_pair": ("decided_by", DECIDED_PAIR),
    "inbox_entry_once_per_feed": ("key", _("The feed brought this entry already.")),
    "inbox_entry_state_agrees": (
        "state",
        _("Put off needs a day, dismissed a reason, and nothing else has a day."),
    ),
    "draft_once_per_form": ("key", _("A form has one draft of each person.")),
    "upload_is_not_empty": ("size", _("An empty file is not taken.")),
    "upload_read_has_a_moment": ("read_at", _("A file that was read says when.")),
    "upload_received_at_most_all": ("received", _("More bytes came than were announced.")),
    "saved_view_name_unique": ("name", _("You have a view with this name already. Choose another name.")),
    "search_entry_points_to_its_thing": (
        "kind",
        _("What can be found points to the thing it is about. Run reindex_search."),
    ),
    "source_interest_once_per_party": ("party", _("The source's interest in this party is noted already.")),
    "source_not_its_own_parent": ("parent", OWN_PARENT),
    "witness_email_unique": ("email", _("Somebody with this address is a witness already.")),
    "witness_ends_after_it_begins": (
        "until_on",
        _("The witness ends before it begins. Correct one of the two days."),
    ),
    "source_reliability_letter": ("reliability", _("The reliability is one of the letters A to F.")),
    "source_reliability_once_a_day": (
        "from_on",
        _("The source is rated from this day on already. Choose another day."),
    ),
    "status_change_changes": ("to_status", _("A change needs two different statuses.")),
    "status_page_has_an_address": ("slug", _("A status page needs an address.")),
    "status_span_begins_once": ("from_on", _("A span begins on this day already.")),
    "status_span_in_order": ("to_on", _("The span ends before it begins.")),
    "status_span_one_open": ("to_on", _("The history has an open span already.")),
    "text_page_counts_from_one": ("number", _("Pages count from one.")),
    "text_page_unique": ("number", _("The file has a page with this number already.")),
    "version_closed_has_a_reason": (
        "closed_reason",
        _("Closing needs both the day and the reason. Give both, or neither."),
    ),
    "version_decimals_at_most_9": ("decimals", _("At most nine decimals can be kept.")),
    "version_due_not_before_start": (
        "deadline_rule",
        _("The commitment is due before it starts. Correct the start or the deadline rule."),
    ),
    "version_grace_belongs_to_deadlines": (
        "grace_days",
        _("Only one-off acts and measured targets have days of grace. Set them to 0."),
    ),
    "version_half_lives_come_in_pairs": (
        "half_life_for_days",
        _("Half-lives come in pairs: give the one for and the one against, or neither."),
    ),
    "version_measure_belongs_to_metric": (
        "target",
        _(
            "A measured target needs a baseline and a target; any other kind has neither, "
            "nor anything to keep up."
        ),
    ),
    "version_tolerance_at_most_1000": ("tolerance_pm", _("The tolerance is at most 1000 per mille.")),
}

for _marked in (
    *("agreement", "attachment", "clause", "comment", "commitment", "coverage"),
    *("feed", "finding", "inboxentry", "origin", "position", "report", "ruling", "source"),
):
    RULES[f"{_marked}_marking_is_tlp"] = ("marking", MARKING)
    RULES[f"{_marked}_effective_marking_not_looser"] = ("marking", LOOSER)

for _removable in ("comment", "coverage", "finding", "position", "report"):
    RULES[f"{_removable}_removed_pair"] = ("removal_reason", REMOVAL)
