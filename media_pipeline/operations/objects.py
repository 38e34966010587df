"""Every sealed object that a row names."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings

from media_pipeline.models import BundlePart, CutPart, Part, Recording, Rendition, Segment

BESIDE = ("poster_object", "peaks_object", "scrub_object")


def every_object_name() -> Iterator[str]:
    for model, field in (
        (Part, "object_name"),
        (Segment, "object_name"),
        (CutPart, "object_name"),
        (BundlePart, "object_name"),
        (Rendition, "init_object"),
    ):
        yield from model._default_manager.values_list(field, flat=True).iterator()
    for field in BESIDE:
        yield from Recording.objects.exclude(**{field: ""}).values_list(field, flat=True).iterator()
    for label in settings.SEALED_ELSEWHERE:
        yield from apps.get_model(label)._default_manager.values_list("object_name", flat=True).iterator()
