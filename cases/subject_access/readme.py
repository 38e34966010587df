"""What the copy says of itself, for the family, in plain words."""

from collections.abc import Sequence

from django.utils import timezone

from .plan import Plan

WHAT_EACH_TABLE_IS = {
    "helping_questions": "the questions that the work began with",
    "films": "the films in which you are",
    "appearances": "where in each film you are",
    "consents": "what you were asked, and what was answered",
    "assents": "how the camera was met on the day",
    "moments": "the moments that were marked because something went well",
    "shares": "what was shown to somebody outside the case, for what, and until when",
    "viewings": "who watched, and when",
    "destroyed": "films that were deleted for good",
    "requests": "what you asked of the service",
}

HEAD = """\
This is a copy of what {service} holds about you, or about the person whom you care for.
It was put together on {day}.

The people in it have made-up names or none: the service keeps it so.

WHAT IS IN IT

about.json     everything that is written down, in one file that programs can read
tables         the same as tables, for a spreadsheet:
"""

FILMS = """
films          one folder a film, as it can be watched on the platform. “film.mp4” is the whole film. “part-1.mp4” and
               so on are the parts in which you are and nobody else can be told who has not agreed to copies.
               Faces are not blurred: that is never safe enough, so what would show somebody else was left out.
"""

SIGNED = """
signed         forms and signatures that are yours
"""

TAIL = """
manifest.json  a list of all files with their size and a fingerprint (SHA-256), to see that none was changed

WHAT IS NOT IN IT
{withheld}
Notes that a practitioner writes for their own work about several people together are not copied either.

WHAT YOU CAN DO

If something is wrong, ask the service to put it right. You can also ask that a film be left alone for a
while, or erased. If you think that something was withheld wrongly, ask the service; you can also complain to the
Information Commissioner's Office (ico.org.uk) or to the authority of your country.

Keep this copy in a safe place. Everybody who has it can watch what is in it.
"""


def readme_of(plan: Plan, folders: Sequence[str]) -> str:
    service = plan.request.participant.case.organisation.name
    text = HEAD.format(service=service, day=f"{timezone.localdate():%-d %B %Y}")
    text += "".join(f"               {one.name}.csv: {WHAT_EACH_TABLE_IS[one.name]}\n" for one in plan.tables)
    if folders:
        text += FILMS + "".join(f"               {folder}\n" for folder in folders)
    if (consents := plan.item("consents")) and consents.goes_in:
        text += SIGNED
    withheld = "".join(f"\n{item.what}: {item.withheld}\n" for item in plan.withheld)
    return text + TAIL.format(withheld=withheld or "\nNothing that is yours was left out.\n")
