"""Tagging a clip with principles and behaviours by their codes."""

from collections.abc import Sequence

from cases.models import Behaviour, Clip, Framework, Principle
from vig.refusals import Refused


class UnknownPrinciple(Refused):
    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(
            "principles", f"{', '.join(codes)} is not in the framework. Use codes such as RI (a principle) or RI1."
        )


def framework_in_use() -> Framework:
    return Framework.objects.latest("pk")


def tag_clip(*, clip: Clip, codes: Sequence[str]) -> None:
    """Make `codes` the tags of the clip, in the framework in use."""
    framework = framework_in_use()
    principles = Principle.objects.filter(framework=framework, code__in=codes)
    behaviours = Behaviour.objects.filter(principle__framework=framework, code__in=codes)
    known = {principle.code for principle in principles} | {behaviour.code for behaviour in behaviours}
    if unknown := sorted(set(codes) - known):
        raise UnknownPrinciple(unknown)
    clip.principles.set(principles)
    clip.behaviours.set(behaviours)
