from cases.models import ServiceRules
from vig.accounts.models import Organisation


def rules_of(organisation: Organisation) -> ServiceRules:
    """What the service decided, or what holds where it has decided nothing yet."""
    rules = ServiceRules.objects.filter(organisation=organisation).first()
    return rules or ServiceRules(organisation=organisation)
