from django.db import migrations

from cases.operations.load_framework import SHIPPED, load_framework


def load(apps, schema_editor):
    load_framework(
        SHIPPED,
        frameworks=apps.get_model("cases", "Framework").objects,
        principles=apps.get_model("cases", "Principle").objects,
        behaviours=apps.get_model("cases", "Behaviour").objects,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
