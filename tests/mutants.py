"""Breaks the code that guards, one line at a time, and sees that a named test notices.

`make mutants`, or `python -m tests.mutants [--write]`; --write puts the table into docs/asvs.md. It works on a copy.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENT = PROJECT / "docs" / "asvs.md"
LINKED = (".venv", "node_modules", "static/build")
TESTS_FAILED = 1


@dataclass(frozen=True)
class Mutant:
    """`guards` becomes `broken`; `noticed_by` has to fail then, and pass before."""

    what: str
    path: str
    guards: str
    broken: str
    noticed_by: str


MATRIX = "tests/permissions/test_matrix.py"
MUTANTS = [
    Mutant(
        "everybody sees every case", "cases/querysets/sight.py",
        "return self.none() if user.pk is None else self.in_force().filter(user=user.pk)",
        "return self.none() if user.pk is None else self.in_force()",
        f"{MATRIX}::test_each_gets_what_the_matrix_says[otis]",
    ),
    Mutant(
        "film plays without consent", "cases/policies/sight.py",
        "return ALLOWED if access.why == CaseAccess.Why.EMERGENCY else can_be_used(thing, frames=frames)",
        "return ALLOWED",
        "tests/cases/consent/test_withdraw_consent.py::test_the_next_second_of_a_film_in_mid_play_is_refused",
    ),
    Mutant(
        "changes without the page's token", "vig/settings.py",
        '    "django.middleware.csrf.CsrfViewMiddleware",\n', "",
        "tests/permissions/test_changes.py::test_every_change_needs_the_token_of_the_page",
    ),
    Mutant(
        "pages without signing in", "vig/settings.py",
        '    "vig.accounts.signing_in.wall.SignInWall",\n', "",
        f"{MATRIX}::test_each_gets_what_the_matrix_says[nobody]",
    ),
    Mutant(
        "no wall before the second factor", "vig/settings.py",
        '    "vig.accounts.signing_in.second_factor.SecondFactorMiddleware",\n', "",
        "tests/accounts/test_second_factor_wall.py::test_no_page_api_or_film_opens_to_anybody_with_a_password_alone",
    ),
    Mutant(
        "films for other sites", "vig/http.py",
        'OURS = ("", "same-origin", "none")', 'OURS = ("", "same-origin", "none", "cross-site", "same-site")',
        "tests/permissions/test_other_sites.py::test_gets_no_film_and_no_answer_of_the_api",
    ),
    Mutant(
        "any method on pages", "vig/http.py",
        "if request.method not in self.OF_PAGES and not is_for_programs(request):", "if request.method == 'TRACE':",
        f"{MATRIX}::test_no_other_method_gets_anybody_further[nobody]",
    ),
    Mutant(
        "answers that other sites may embed", "vig/http.py",
        'response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")', "pass",
        "tests/permissions/test_every_answer.py::test_is_kept_nowhere_and_framed_by_nobody[mira]",
    ),
    Mutant(
        "a sign-in is always fresh", "vig/accounts/fresh.py",
        " < settings.FRESH_SIGN_IN_SECONDS\n", " >= 0\n",
        "tests/accounts/test_fresh_sign_in.py::test_asks_after_five_minutes_and_comes_back",
    ),
    Mutant(
        "a new field of the API", "cases/api/representations/clip.py",
        '"playlist_url", "download_url", "version"]', '"playlist_url", "download_url", "version", "created_at"]',
        "tests/permissions/test_fields.py::test_every_field_of_every_answer_says_who_it_is_for",
    ),
    Mutant(
        "any answer of the scanner is a yes", "media_pipeline/scanner.py",
        'if answer == "stream: OK":', 'if "OK" in answer:',
        "tests/media_pipeline/process/test_scanner.py::test_an_answer_that_is_no_plain_ok_lets_nothing_through",
    ),
    Mutant(
        "formulas in exports", "vig/spreadsheets.py", 'return f"\'{value}"', "return value",
        "tests/test_spreadsheets.py::test_nothing_that_was_typed_is_run_as_a_formula",
    ),
    Mutant(
        "a hold stops no clock", "cases/querysets/casework.py",
        'return self.open().filter(keep_until__lte=day).exclude(pk__in=self.held().values("pk"))',
        "return self.open().filter(keep_until__lte=day)",
        "tests/cases/retention/test_close_due_films.py::test_a_hold_stops_it_until_it_is_lifted[False]",
    ),
    Mutant(
        "films that are kept for ever", "cases/policies/retention.py",
        "return min(over_on, at_the_latest)", "return over_on",
        "tests/cases/retention/test_due_on.py::test_is_never_before_its_months_are_over_nor_after_the_longest",
    ),
    Mutant(
        "one person looks alone", "cases/policies/emergency.py",
        "    if user.pk == look.asked_by_id:\n        return refused(TAKES_TWO)\n", "",
        "tests/cases/test_emergency_look.py::test_nobody_confirms_what_they_asked_for_themselves",
    ),
    Mutant(
        "a link that works twice", "cases/operations/download_export.py",
        "made_by=by, used_at=None, ends_at__gt=now", "made_by=by, ends_at__gt=now",
        "tests/cases/subject_access/test_download_export.py::test_of_two_at_once_one_gets_it",
    ),
    Mutant(
        "what somebody stopped plays", "cases/policies/assent.py",
        "assent = Assent.objects.resting().of_film(film).first()", "assent = Assent.objects.none().first()",
        "tests/cases/consent/test_record_assent.py::test_a_film_of_a_day_that_was_stopped_rests",
    ),
    Mutant(
        "breached passwords", "vig/settings.py", '    {"NAME": "vig.accounts.passwords.NotBreached"},\n', "",
        "tests/accounts/test_passwords.py::test_refuses[weareafamily]",
    ),
    Mutant(
        "starts with DEBUG", "vig/settings.py", '(DEBUG, "VIG_DEBUG must be off."),', "",
        "tests/running/test_deploy.py::test_refuses_to_start_outside_demo_mode_where_one_thing_is_unsafe",
    ),
]  # fmt: skip


def passes(test: str, *, folder: Path) -> bool:
    command = [sys.executable, "-m", "pytest", "-x", test]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, check=False
    )
    if done.returncode not in (0, TESTS_FAILED):
        sys.exit(f"{test} could not be run:\n{done.stdout.decode()}{done.stderr.decode()}")
    return done.returncode == 0


def is_noticed(mutant: Mutant, *, folder: Path) -> bool:
    if not passes(mutant.noticed_by, folder=folder):
        sys.exit(f"{mutant.noticed_by} fails before anything is broken.")
    path = folder / mutant.path
    whole = path.read_text()
    path.write_text(whole.replace(mutant.guards, mutant.broken))
    noticed = not passes(mutant.noticed_by, folder=folder)
    path.write_text(whole)
    return noticed


def copy_of_the_sources(folder: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    ).stdout.split("\n")  # fmt: skip
    for name in filter(None, listed):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (PROJECT / name).is_file():
            shutil.copy2(PROJECT / name, folder / name)
    for name in LINKED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if not (folder / name).exists():
            (folder / name).symlink_to((PROJECT / name).resolve())


def main() -> None:
    rows = []
    with tempfile.TemporaryDirectory(prefix="vig-mutants-") as folder:
        copy_of_the_sources(Path(folder))
        for mutant in MUTANTS:
            noticed = is_noticed(mutant, folder=Path(folder))
            print(f"{'noticed' if noticed else 'NOT NOTICED'}: {mutant.what} ({mutant.path})", flush=True)
            rows.append((mutant, noticed))
    if "--write" in sys.argv:
        write(rows)
    sys.exit(not all(noticed for _, noticed in rows))


def write(rows: list[tuple[Mutant, bool]]) -> None:
    lines = ["| broken | in | noticed by |", "|---|---|---|"]
    lines += [f"| {m.what} | `{m.path}` | {f'`{m.noticed_by}`' if seen else '**nobody**'} |" for m, seen in rows]
    table = "<!-- mutants -->\n" + "\n".join(lines) + "\n<!-- end of mutants -->"
    document = DOCUMENT.read_text()
    DOCUMENT.write_text(
        re.sub(r"<!-- mutants -->.*<!-- end of mutants -->", lambda _: table, document, flags=re.DOTALL)
    )


if __name__ == "__main__":
    main()
