import secrets

from cases.models import Case
from vig.accounts.models import Organisation

TREES = (
    "Alder", "Almond", "Ash", "Aspen", "Bay", "Beech", "Birch", "Cedar", "Cherry", "Chestnut", "Cypress", "Elder",
    "Elm", "Fir", "Hawthorn", "Hazel", "Holly", "Hornbeam", "Juniper", "Larch", "Laurel", "Lime", "Maple", "Medlar",
    "Mulberry", "Oak", "Olive", "Pear", "Pine", "Plum", "Poplar", "Quince", "Rowan", "Spruce", "Sycamore", "Walnut",
    "Willow", "Yew",
)  # fmt: skip


def suggest_pseudonym(*, organisation: Organisation) -> str:
    """A made-up name that no case of the service bears, and that says nothing about anybody."""
    taken = set(Case.objects.filter(organisation=organisation).values_list("pseudonym", flat=True))
    while True:
        name = f"{secrets.choice(TREES)} {secrets.randbelow(900) + 100}"
        if name not in taken:
            return name
