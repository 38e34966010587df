from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from .models import Organisation, Role, User
from .querysets import OrganisationQuerySet


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=picker)


class RoleForm(forms.Form):
    """A role from one day until another."""

    role = forms.ChoiceField(choices=Role, label="Role", widget=forms.RadioSelect)
    starts_on = day_field("First day")
    ends_on = day_field("Last day", required=False, help_text="Leave it empty for a role without an end.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["starts_on"].initial = timezone.localdate

    def offered(self) -> dict[str, Any]:
        """What the operations want to know."""
        said = self.cleaned_data
        return {"role": Role(said["role"]), "starts_on": said["starts_on"], "ends_on": said["ends_on"]}


class InvitePersonForm(RoleForm):
    email = forms.EmailField(
        max_length=254, label="Email address", help_text="Of one person; the role will be theirs alone."
    )

    field_order = ("organisation", "email", "role", "starts_on", "ends_on")

    def __init__(self, *args: Any, services: OrganisationQuerySet, service: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"] = forms.ModelChoiceField(
            services,
            label="Service",
            empty_label=None,
            initial=service,
            widget=forms.HiddenInput if len(services) == 1 else forms.Select,
        )
        self.order_fields(self.field_order)

    def offered(self) -> dict[str, Any]:
        said = self.cleaned_data
        return super().offered() | {"organisation": said["organisation"], "email": said["email"]}


class EndRoleForm(forms.Form):
    last_day = day_field("Last day", required=False, help_text="Leave it empty to end the role at once.")

    def said(self) -> datetime.date | None:
        last_day: datetime.date | None = self.cleaned_data["last_day"]
        return last_day


class ChoosePasswordForm(forms.Form):
    """For an account that is opened again."""

    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Twelve characters or more. A few words that nobody would guess are good.",
    )
    password2 = forms.CharField(
        label="Password once more", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        first, again = said.get("password1"), said.get("password2")
        if first and again and first != again:
            self.add_error("password2", "The two passwords differ.")
        if first:
            self._validate(first, name=said.get("name", self.person.name))
        return said

    def _validate(self, password: str, *, name: str) -> None:
        """Against every rule, also that it is not their own name or address."""
        try:
            validate_password(password, User(email=self.person.email, name=name))
        except ValidationError as refused:
            self.add_error("password1", refused)

    def joined(self) -> dict[str, Any]:
        return {"name": self.person.name, "password": self.cleaned_data["password1"]}


class JoinForm(ChoosePasswordForm):
    name = forms.CharField(
        max_length=150,
        label="Your name",
        help_text="As colleagues know you.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "password1", "password2")

    def joined(self) -> dict[str, Any]:
        return super().joined() | {"name": self.cleaned_data["name"]}
