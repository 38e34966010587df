"""What the API takes of consent. A scope that is left out was not asked; nothing is taken as said."""

import base64
import binascii
from typing import Any

from rest_framework import serializers

from cases.models import Case, Consent, Film, Scope
from cases.operations.consent_texts import text_in_use
from cases.operations.evidence import SignedPaper
from cases.operations.record_consent import Giver, NoSuchFilm, Term
from vig.refusals import Refused

from .inputs import chosen_participants


class OtherWords(Refused):
    def __init__(self, number: int) -> None:
        super().__init__("text", f"The service asks with version {number} of its words now. Read that one out.")


class AnswersInput(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        return {
            scope.value: serializers.BooleanField(required=False, help_text=f"{scope.label}: yes or no.")
            for scope in Scope
        }


class RecordConsentInput(serializers.Serializer[Any]):
    participant = serializers.UUIDField(help_text="Whose consent it is.")
    given_by = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Who answered; left out: somebody outside the case."
    )
    given_by_described = serializers.CharField(
        max_length=80, required=False, default="", allow_blank=True, help_text="Who that is, by their role; no name."
    )
    authority = serializers.ChoiceField(Consent.Authority.choices)
    how = serializers.ChoiceField(Consent.How.choices)
    text = serializers.IntegerField(required=False, help_text="The version of the words that were shown or read out.")
    answers = AnswersInput()
    given_on = serializers.DateField(required=False, help_text="Left out: today.")
    from_on = serializers.DateField(required=False, help_text="Left out: the day on which it was given.")
    until_on = serializers.DateField(required=False, allow_null=True, default=None, help_text="The last day.")
    ask_again_on = serializers.DateField(
        required=False, allow_null=True, default=None, help_text="When they are old enough to be asked themselves."
    )
    films = serializers.ListField(
        child=serializers.UUIDField(), required=False, max_length=200, help_text="Left out: every film of the case."
    )
    evidence = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        trim_whitespace=False,
        help_text="The signed form or signature, as base64 of a JPEG, PNG or PDF. Not needed for what was said aloud.",
    )

    def validate_evidence(self, written: str) -> SignedPaper | None:
        try:
            return SignedPaper(base64.b64decode(written, validate=True)) if written else None
        except (binascii.Error, ValueError):
            raise serializers.ValidationError("This is not base64.") from None

    def described(self, case: Case) -> dict[str, Any]:
        """What `record_consent` wants to know."""
        said = self.validated_data
        in_use = text_in_use(case.organisation).number
        if said.get("text", in_use) != in_use:
            raise OtherWords(in_use)
        giver = chosen_participants(case, [said["given_by"]], "given_by")[0] if said["given_by"] else None
        return {
            "participant": chosen_participants(case, [said["participant"]], "participant")[0],
            "giver": Giver(said["authority"], giver, said["given_by_described"]),
            "how": said["how"],
            "answers": dict(said["answers"]),
            "given_on": said.get("given_on"),
            "term": Term(said.get("from_on"), said["until_on"], said["ask_again_on"]),
            "films": self._films(case),
            "evidence": said["evidence"] or None,
        }

    def _films(self, case: Case) -> list[Film] | None:
        if "films" not in self.validated_data:
            return None
        ids = set(self.validated_data["films"])
        films = list(Film.objects.filter(cycle__case=case, pk__in=ids).with_case())
        if len(films) != len(ids):
            raise NoSuchFilm
        return films
