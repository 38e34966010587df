import datetime

from django.db import migrations, models


def let_earlier_ones_work_for_a_year(apps, schema_editor):
    for token in apps.get_model("accounts", "ApiToken").objects.filter(last_on__isnull=True):
        token.last_on = token.created_at.date() + datetime.timedelta(days=365)
        token.save(update_fields=["last_on"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_invitations_and_roles_that_end")]

    operations = [
        migrations.AddField("apitoken", "last_on", models.DateField(null=True)),
        migrations.RunPython(let_earlier_ones_work_for_a_year, migrations.RunPython.noop),
        migrations.AlterField("apitoken", "last_on", models.DateField(help_text="The last day on which it works.")),
    ]
