from django.conf import settings
from django.http import HttpRequest


def service(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows."""
    return {"demo": settings.DEMO}
