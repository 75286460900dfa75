"""One factory for each model, in rows that are valid in each of their states."""

from tests.factories.agreements import (
    AgreementFactory,
    AgreementPartyFactory,
    AgreementRelationFactory,
    AnchorFactory,
    ClauseFactory,
)
from tests.factories.assessments import (
    AssessmentFactory,
    CurrentAssessmentFactory,
    PerspectiveAudienceFactory,
    PerspectiveFactory,
    ReassessmentRequestFactory,
    StatusChangeFactory,
    StatusSpanFactory,
)
from tests.factories.briefs import BriefFactory, BriefTemplateFactory
from tests.factories.commitments import (
    CommitmentFactory,
    CommitmentLinkFactory,
    CommitmentPartyFactory,
    CommitmentVersionFactory,
)
from tests.factories.feeds import CaptureFactory, FeedFactory, InboxEntryFactory
from tests.factories.findings import FindingFactory
from tests.factories.jobs import JobRunFactory
from tests.factories.ledger import (
    CheckpointFactory,
    CheckpointLetterFactory,
    LedgerEntryFactory,
    LedgerHeadFactory,
    WitnessFactory,
)
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.notices import LetterFactory, NotificationRuleFactory
from tests.factories.observations import CoverageFactory, PositionFactory
from tests.factories.parameters import ParametersFactory, RehearsalFactory
from tests.factories.parties import (
    PartyAliasFactory,
    PartyFactory,
    PartyIdentifierFactory,
    PartyRelationFactory,
)
from tests.factories.people import PASSWORD, AudienceFactory, LastSeenFactory, TeamFactory, UserFactory
from tests.factories.portfolios import PortfolioDayFactory, PortfolioStandingFactory
from tests.factories.reports import AttachmentFactory, ReportFactory, TextPageFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.rulings import RulingFactory
from tests.factories.search import SearchEntryFactory, SearchTextFactory
from tests.factories.sources import (
    OriginAliasFactory,
    OriginFactory,
    SourceFactory,
    SourceInterestFactory,
    SourceReliabilityFactory,
)
from tests.factories.subscriptions import StatusPageFactory, SubscriptionFactory
from tests.factories.uploads import DraftFactory, UploadFactory
from tests.factories.workspace import ApiTokenFactory, CommentFactory, NotificationFactory, SavedViewFactory

__all__ = [
    "NOW",
    "PASSWORD",
    "SIGNED_ON",
    "TODAY",
    "AgreementFactory",
    "AgreementPartyFactory",
    "AgreementRelationFactory",
    "AnchorFactory",
    "ApiTokenFactory",
    "AssessmentFactory",
    "AttachmentFactory",
    "AudienceFactory",
    "BriefFactory",
    "BriefTemplateFactory",
    "CaptureFactory",
    "CheckpointFactory",
    "CheckpointLetterFactory",
    "ClauseFactory",
    "CommentFactory",
    "CommitmentFactory",
    "CommitmentLinkFactory",
    "CommitmentPartyFactory",
    "CommitmentVersionFactory",
    "CoverageFactory",
    "CurrentAssessmentFactory",
    "DraftFactory",
    "FeedFactory",
    "FindingFactory",
    "InboxEntryFactory",
    "JobRunFactory",
    "LastSeenFactory",
    "LedgerEntryFactory",
    "LedgerHeadFactory",
    "LetterFactory",
    "NotificationFactory",
    "NotificationRuleFactory",
    "OriginAliasFactory",
    "OriginFactory",
    "ParametersFactory",
    "PartyAliasFactory",
    "PartyFactory",
    "PartyIdentifierFactory",
    "PartyRelationFactory",
    "PerspectiveAudienceFactory",
    "PerspectiveFactory",
    "PortfolioDayFactory",
    "PortfolioStandingFactory",
    "PositionFactory",
    "ReassessmentRequestFactory",
    "RehearsalFactory",
    "ReportFactory",
    "ReviewFactory",
    "RulingFactory",
    "SavedViewFactory",
    "SearchEntryFactory",
    "SearchTextFactory",
    "SourceFactory",
    "SourceInterestFactory",
    "SourceReliabilityFactory",
    "StatusChangeFactory",
    "StatusPageFactory",
    "StatusSpanFactory",
    "SubscriptionFactory",
    "TeamFactory",
    "TextPageFactory",
    "UploadFactory",
    "UserFactory",
    "WitnessFactory",
]
