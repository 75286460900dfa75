"""Archives, which are kept and never opened; it knows nothing of what may lie in them."""

import gzip

from tests.ingestion.corpus.cases import Case, zipped


def _nested_zips(depth: int) -> bytes:
    content = b"at the bottom"
    for level in range(depth):
        content = zipped({f"{level}.zip": content})
    return content


ARCHIVE_CASES = (
    Case(name="bomb.zip", make=lambda: zipped({"a": bytes(100_000_000)}), sentence="archive"),
    Case(name="nested.zip", make=lambda: _nested_zips(30), sentence="archive"),
    Case(
        name="slip.zip", make=lambda: zipped({"../../../../tmp/servanda-slipped": b"x"}), sentence="archive"
    ),
    Case(name="half.zip", make=lambda: zipped({"a": b"b" * 1000})[:60], sentence="No text could be read"),
    Case(name="page.gz", make=lambda: gzip.compress(bytes(1_000_000)), sentence="archive"),
)
