from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command
from django.urls import reverse
from rest_framework.test import APIClient

from cases.models import Case, Clip, Cycle, Film
from cases.operations.mark_moment import mark_moment
from tests.cast import Cast
from vig.accounts.models import User

ProgramOf = Callable[[User], APIClient]


def described(tmp_path: Path) -> dict[str, Any]:
    """Fails on anything that the description cannot say."""
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "api.yaml"))
    return dict(yaml.safe_load((tmp_path / "api.yaml").read_text()))


def test_every_act_says_how_it_refuses(tmp_path: Path) -> None:
    paths = described(tmp_path)["paths"]

    always = {"401", "403", "404"}
    silent = [path for path, acts in paths.items() for act in acts.values() if not always <= set(act["responses"])]
    assert paths
    assert not silent


def test_answers_have_the_fields_that_are_described(
    film: Film, cast: Cast, tmp_path: Path, program_of: ProgramOf
) -> None:
    recording = film.recording
    recording.frames, recording.frame_rate_numerator, recording.frame_rate_denominator = 250, 25, 1
    recording.save()
    clip = mark_moment(film=film, by=cast.mira, start_frame=0, end_frame=10)
    schemas = described(tmp_path)["components"]["schemas"]
    program = program_of(cast.mira)

    def fields(name: str, *arguments: object) -> set[str]:
        return set(program.get(reverse(f"api:{name}", args=arguments)).json())

    answered = {
        Case.__name__: fields("case", film.cycle.case_id),
        Cycle.__name__: fields("cycle", film.cycle_id),
        Film.__name__: fields("film", film.pk),
        Clip.__name__: fields("clip", clip.pk),
        "FilmPage": fields("films", film.cycle_id),
    }
    assert answered == {name: set(schemas[name]["properties"]) for name in answered}
