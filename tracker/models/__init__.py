"""What is stored, one model (or one tight family) a file; a file may import only those it points to."""

from tracker.models.agreements import (
    Agreement,
    AgreementParty,
    AgreementRelation,
    Anchor,
    Clause,
)
from tracker.models.assessments import (
    Assessment,
    CurrentAssessment,
    Perspective,
    PerspectiveAudience,
    StatusChange,
    StatusSpan,
)
from tracker.models.audiences import Audience, Team
from tracker.models.briefs import Brief, BriefTemplate
from tracker.models.captures import Capture
from tracker.models.commitments import (
    Commitment,
    CommitmentLink,
    CommitmentParty,
    CommitmentVersion,
)
from tracker.models.feeds import Feed, InboxEntry
from tracker.models.findings import Finding
from tracker.models.jobs import JobRun
from tracker.models.ledger import (
    Checkpoint,
    CheckpointLetter,
    LedgerEntry,
    LedgerHead,
    Witness,
)
from tracker.models.notices import Letter, NotificationRule
from tracker.models.observations import Coverage, Position
from tracker.models.parameters import Parameters, Rehearsal
from tracker.models.parties import Party, PartyAlias, PartyIdentifier, PartyRelation
from tracker.models.people import LastSeen, User
from tracker.models.portfolios import PortfolioDay, PortfolioStanding
from tracker.models.reports import Attachment, Report, TextPage
from tracker.models.requests import ReassessmentRequest
from tracker.models.reviews import Review
from tracker.models.rulings import Ruling
from tracker.models.search import SearchEntry, SearchText
from tracker.models.sources import Origin, OriginAlias, Source, SourceInterest, SourceReliability
from tracker.models.subscriptions import StatusPage, Subscription
from tracker.models.uploads import Upload
from tracker.models.workspace import ApiToken, Comment, Draft, Notification, SavedView

__all__ = [
    "Agreement",
    "AgreementParty",
    "AgreementRelation",
    "Anchor",
    "ApiToken",
    "Assessment",
    "Attachment",
    "Audience",
    "Brief",
    "BriefTemplate",
    "Capture",
    "Checkpoint",
    "CheckpointLetter",
    "Clause",
    "Comment",
    "Commitment",
    "CommitmentLink",
    "CommitmentParty",
    "CommitmentVersion",
    "Coverage",
    "CurrentAssessment",
    "Draft",
    "Feed",
    "Finding",
    "InboxEntry",
    "JobRun",
    "LastSeen",
    "LedgerEntry",
    "LedgerHead",
    "Letter",
    "Notification",
    "NotificationRule",
    "Origin",
    "OriginAlias",
    "Parameters",
    "Party",
    "PartyAlias",
    "PartyIdentifier",
    "PartyRelation",
    "Perspective",
    "PerspectiveAudience",
    "PortfolioDay",
    "PortfolioStanding",
    "Position",
    "ReassessmentRequest",
    "Rehearsal",
    "Report",
    "Review",
    "Ruling",
    "SavedView",
    "SearchEntry",
    "SearchText",
    "Source",
    "SourceInterest",
    "SourceReliability",
    "StatusChange",
    "StatusPage",
    "StatusSpan",
    "Subscription",
    "Team",
    "TextPage",
    "Upload",
    "User",
    "Witness",
]
