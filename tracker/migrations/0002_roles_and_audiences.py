"""The three roles, the five plain audiences, the head of the ledger: what every installation begins with."""

from django.db import migrations

ROLES = ("analyst", "manager", "admin")


def begin(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Audience = apps.get_model("tracker", "Audience")
    LedgerHead = apps.get_model("tracker", "LedgerHead")
    for name in ROLES:
        Group.objects.get_or_create(name=name)
    for level in range(5):
        Audience.objects.get_or_create(level=level, team_key="")
    LedgerHead.objects.get_or_create(id=1)


def undo(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()
    # Plain deletes: rows that still use one make the database refuse, as it should.
    Audience = apps.get_model("tracker", "Audience")
    Audience.objects.all()._raw_delete(schema_editor.connection.alias)
    apps.get_model("tracker", "LedgerHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_initial")]

    operations = [migrations.RunPython(begin, undo)]
