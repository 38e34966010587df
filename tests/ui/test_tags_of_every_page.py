import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from vig.ui.templatetags import vig_ui


class AboutAFilm(forms.Form):
    kind = forms.ChoiceField(choices=[("a", "Interaction")], widget=forms.RadioSelect)
    place = forms.CharField(help_text="Where it was filmed.", widget=forms.TextInput(attrs={"placeholder": "Place"}))


def drawn(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    ("amount", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1 KB"), (1_340_000, "1.3 MB"), (10 * 1024**3, "10.7 GB")],
)
def test_bytes_are_said_as_people_say_them(amount: int, words: str) -> None:
    assert vig_ui.size(amount) == words


@pytest.mark.parametrize(("cookie", "attribute"), [("dark", 'data-theme="dark"'), ('"><script>', ""), ("", "")])
def test_only_light_or_dark_is_taken_from_the_cookie(rf: RequestFactory, cookie: str, attribute: str) -> None:
    request = rf.get("/")
    request.COOKIES["vig_theme"] = cookie

    assert drawn("{% chosen_theme %}", request=request) == attribute


def test_a_page_sends_the_csrf_cookie_that_scripts_read(rf: RequestFactory) -> None:
    request = rf.get("/")

    assert drawn("{% csrf_cookie_name %}", request=request) == "vig_csrf"
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_an_error_is_tied_to_its_field() -> None:
    form = AboutAFilm(data={"kind": "a", "place": ""})

    html = drawn("{% field form.place %}", form=form)

    assert 'aria-describedby="id_place_helptext id_place_error"' in html
    assert 'id="id_place_error"' in html
    assert 'aria-invalid="true"' in html


def test_a_label_stands_above_and_never_in_the_field() -> None:
    html = drawn('{% field form.place label="Place of the film" %}', form=AboutAFilm())

    assert "Place of the film" in html
    assert 'placeholder=""' in html


def test_choices_are_one_group_with_a_legend() -> None:
    html = drawn("{% field form.kind %}", form=AboutAFilm())

    assert "<fieldset" in html
    assert "<legend" in html
    assert 'type="radio"' in html
