import datetime
from contextlib import suppress
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from vig.accounts.models import Organisation, User
from vig.audit.models import Event
from vig.audit.sentences import sentences

from .querysets import events_of, people_ever_of

NAMED_IN_FACTS = ("film", "clip", "recording", "cycle", "viewing")
"""Facts that hold the id of something that an event is about without being its subject."""


class DateInput(forms.DateInput):
    input_type = "date"


class SearchAuditForm(forms.Form):
    """What to look for in the audit of one service. Empty means everything."""

    field_order = ("person", "event", "about", "since", "until")
    about = forms.RegexField(
        r"^[0-9a-fA-F-]{1,64}$",
        required=False,
        label="Id",
        help_text="Of a case, a film, a person or another thing.",
        error_messages={"invalid": "An id has only digits, hyphens and the letters a to f."},
    )
    since = forms.DateField(required=False, label="From", widget=DateInput(format="%Y-%m-%d"))
    until = forms.DateField(required=False, label="To", widget=DateInput(format="%Y-%m-%d"))

    def __init__(self, *args: Any, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.service = service
        shown = ((name, words) for name, words in sentences().items() if not name.startswith(settings.AUDIT_WITHHELD))
        acts = sorted(shown, key=lambda item: item[1])
        self.fields["person"] = forms.ModelChoiceField(
            queryset=people_ever_of(service), required=False, empty_label="Anybody", label="Who"
        )
        self.fields["event"] = forms.ChoiceField(choices=[("", "Anything"), *acts], required=False, label="What")
        self.order_fields(self.field_order)

    def found(self) -> QuerySet[Event]:
        """Newest first; nothing where something was asked for wrongly."""
        if not self.is_valid():
            return Event.objects.none()
        asked = self.cleaned_data
        events = events_of(self.service).select_related("actor")
        if person := asked["person"]:
            events = events.filter(Q(actor=person) | Q(subject_kind="accounts.user", subject_id=str(person.pk)))
        if asked["event"]:
            events = events.filter(name=asked["event"])
        if asked["about"]:
            events = events.filter(about(asked["about"].lower()))
        if asked["since"]:
            events = events.filter(at__gte=beginning_of(asked["since"]))
        if asked["until"]:
            events = events.filter(at__lt=beginning_of(asked["until"] + datetime.timedelta(days=1)))
        return events.order_by("-at", "-pk")

    def asked_for(self) -> dict[str, str]:
        """What was looked for, as ids, codes and dates."""
        if not self.is_valid():
            return {}
        return {
            name: str(value.pk if isinstance(value, User) else value)
            for name, value in self.cleaned_data.items()
            if value
        }


def about(thing_id: str) -> Q:
    found = Q(subject_id=thing_id)
    for fact in NAMED_IN_FACTS:
        found |= Q(**{f"facts__{fact}": thing_id})
    with suppress(forms.ValidationError):
        found |= Q(case_id=forms.UUIDField().clean(thing_id))
    return found


def beginning_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
