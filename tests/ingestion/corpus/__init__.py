"""Makes the awkward documents of the tests: each must end in text or in a sentence, and cost nothing else."""

from tests.ingestion.corpus.archives import ARCHIVE_CASES
from tests.ingestion.corpus.cases import Case
from tests.ingestion.corpus.images import IMAGE_CASES, tiff_of
from tests.ingestion.corpus.mails import MAIL_CASES, mail_with_files
from tests.ingestion.corpus.office import OFFICE_CASES
from tests.ingestion.corpus.printed import PDF_CASES
from tests.ingestion.corpus.texts import TEXT_CASES
from tests.ingestion.corpus.webpages import WEB_CASES

__all__ = ["CASES", "Case", "mail_with_files", "tiff_of"]

CASES = (*PDF_CASES, *WEB_CASES, *OFFICE_CASES, *MAIL_CASES, *TEXT_CASES, *IMAGE_CASES, *ARCHIVE_CASES)
