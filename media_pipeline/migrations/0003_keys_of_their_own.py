"""Data keys that lay directly under their ring's key get a key of their own on it, so that one film can be shredded."""

from django.db import migrations

from media_pipeline.keys import rings, folder
from media_pipeline.keys.wrapping import WRAPPED_BYTES, wrap
from uuid import uuid4


def give_keys_of_their_own(apps, schema_editor):
    for recording in apps.get_model("media_pipeline", "Recording").objects.all():
        give_key_of_its_own(recording, recording.key_ring)
    for cut in apps.get_model("media_pipeline", "Cut").objects.select_related("recording"):
        give_key_of_its_own(cut, cut.recording.key_ring)


def give_key_of_its_own(locked, ring):
    if len(locked.wrapped_key) != WRAPPED_BYTES or not rings.ring_path(ring).exists():
        return
    plain = rings.unwrap_by_any(
        rings.ring_keys(ring), bytes(locked.wrapped_key), bound_to=b"data key of ring " + ring.bytes
    )
    key_id = uuid4()
    with folder.changing():
        key = rings.put_on_ring(ring, key_id)
    locked.wrapped_key = key_id.bytes + wrap(key, plain, bound_to=rings.data_key_under(key_id))
    locked.save(update_fields=["wrapped_key"])


class Migration(migrations.Migration):
    dependencies = [("media_pipeline", "0002_destructions")]

    operations = [migrations.RunPython(give_keys_of_their_own, migrations.RunPython.noop)]
