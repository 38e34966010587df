from django.db import migrations

from vig.audit import append_only
from vig.audit.chain import mac_of
from vig.audit.keys import audit_key


def sign_what_was_written_before(apps, schema_editor):
    for event in apps.get_model("audit", "Event").objects.filter(mac="").iterator():
        event.mac = mac_of(event, key=audit_key())
        event.save(update_fields=["mac"])


def install(apps, schema_editor):
    append_only.install(schema_editor.connection)


def take_away(apps, schema_editor):
    append_only.take_away(schema_editor.connection)


class Migration(migrations.Migration):
    """From here on the database refuses to change or delete an event."""

    dependencies = [("audit", "0002_sealed")]

    operations = [
        migrations.RunPython(sign_what_was_written_before, migrations.RunPython.noop),
        migrations.RunPython(install, take_away),
    ]
