"""What each database needs to look for words: an FTS5 table kept by triggers, or GIN indexes."""

from django.db import migrations, transaction
from django.db.utils import DatabaseError

# The words are folded already: `ascii` splits at spaces and leaves every other letter as it is.
# The words of a head stand in it a second time, each with a mark before it: looked for there, they are as
# rare as they are in heads.
MARKED = "CASE {row}head WHEN '' THEN '' ELSE replace(' ' || {row}head, ' ', ' ¦') END"
ADD = f"""
    INSERT INTO tracker_searchwords(rowid, head, body, marked)
    VALUES (new.entry_id, new.head, new.body, {MARKED.format(row="new.")});
"""
TAKE = f"""
    INSERT INTO tracker_searchwords(tracker_searchwords, rowid, head, body, marked)
    VALUES ('delete', old.entry_id, old.head, old.body, {MARKED.format(row="old.")});
"""
SQLITE = (
    f"""
    CREATE VIEW tracker_searchcontent AS
    SELECT entry_id, head, body, {MARKED.format(row="")} AS marked FROM tracker_searchtext
    """,
    """
    CREATE VIRTUAL TABLE tracker_searchwords USING fts5(
        head, body, marked, content='tracker_searchcontent', content_rowid='entry_id',
        tokenize='ascii', columnsize=0, prefix='2 3'
    )
    """,
    f"CREATE TRIGGER tracker_searchtext_added AFTER INSERT ON tracker_searchtext BEGIN {ADD} END",
    f"CREATE TRIGGER tracker_searchtext_removed AFTER DELETE ON tracker_searchtext BEGIN {TAKE} END",
    f"CREATE TRIGGER tracker_searchtext_changed AFTER UPDATE ON tracker_searchtext BEGIN {TAKE} {ADD} END",
    "INSERT INTO tracker_searchwords(tracker_searchwords) VALUES ('rebuild')",
)
SQLITE_BACK = (
    "DROP TRIGGER IF EXISTS tracker_searchtext_added",
    "DROP TRIGGER IF EXISTS tracker_searchtext_removed",
    "DROP TRIGGER IF EXISTS tracker_searchtext_changed",
    "DROP TABLE IF EXISTS tracker_searchwords",
    "DROP VIEW IF EXISTS tracker_searchcontent",
)

# Not `to_tsvector`: its parser would cut, join and drop words that are words to us.
WORDS = "array_to_tsvector(array_remove(string_to_array(head || ' ' || body, ' '), ''))"
POSTGRES = (f"CREATE INDEX tracker_searchtext_words ON tracker_searchtext USING gin (({WORDS}))",)
POSTGRES_BACK = (
    "DROP INDEX IF EXISTS tracker_searchtext_head",
    "DROP INDEX IF EXISTS tracker_searchtext_words",
)
# Finds beginnings and phrases in titles quickly; an installation that may not have it finds the same.
TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX tracker_searchtext_head ON tracker_searchtext USING gin ((' ' || head || ' ') gin_trgm_ops)",
)


def make(apps, schema_editor):
    connection = schema_editor.connection
    for statement in SQLITE if connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)
    if connection.vendor == "postgresql":
        try:
            with transaction.atomic(using=connection.alias):
                for statement in TRIGRAMS:
                    schema_editor.execute(statement)
        except DatabaseError:
            pass  # the extension is not there, or this account may not create it


def unmake(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRES_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0002_roles_and_audiences")]

    operations = [migrations.RunPython(make, unmake)]
