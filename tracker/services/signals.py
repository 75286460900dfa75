"""The news services give out after a commit; they must not know who listens."""

from django.dispatch import Signal

# Sent after the commit with `commitment_ids`, a sorted list; it may get lost, the outbox rows do not.
reassessment_requested = Signal()

# Sent after the commit with `attachment_ids`, a sorted list of originals that wait to be read.
documents_waiting = Signal()

# Sent after the commit with `upload_ids`, a list of complete files that no report is filed with yet.
uploads_waiting = Signal()

# Sent after the commit with `capture_ids`, a list: web pages that somebody wants fetched.
captures_requested = Signal()

# Sent after the commit with `brief_ids`, a list: briefs that somebody wants made.
briefs_requested = Signal()

# Sent after the commit with `portfolio_ids`, a list: portfolios of past days that somebody wants computed.
portfolios_requested = Signal()

# Sent after the commit with `letter_ids`, a list: letters that are due now.
letters_waiting = Signal()

# Sent after the commit with `rehearsal_ids`, a list: what other numbers would flip is to be worked out.
rehearsals_requested = Signal()
