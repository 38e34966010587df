from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from vig.accounts.models import User

from .models import MailChoice

MOST_SHOWN = 9


def notices(request: HttpRequest) -> dict[str, object]:
    """For the bell of the bar, and the account page; asked for only where they are drawn."""
    user = getattr(request, "user", None)
    return {
        "news_count": SimpleLazyObject(lambda: news_count(user) if isinstance(user, User) else ""),
        "mails_ordinary_news": SimpleLazyObject(lambda: mails_ordinary_news(user) if isinstance(user, User) else True),
    }


def news_count(user: User) -> str:
    """ "" for none, then "1" to "9" and "9+"."""
    count = user.notices.waiting()[: MOST_SHOWN + 1].count()
    return f"{MOST_SHOWN}+" if count > MOST_SHOWN else str(count or "")


def mails_ordinary_news(user: User) -> bool:
    return not MailChoice.objects.filter(user=user, ordinary=False).exists()
