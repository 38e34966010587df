from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .models import Share


def shared(request: HttpRequest) -> dict[str, object]:
    """Whether the bar leads to what was shared with whoever asks."""
    return {"has_shares": SimpleLazyObject(lambda: Share.objects.held_by(request.user).exists())}
