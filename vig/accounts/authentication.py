from django.conf import settings
from django.utils import timezone
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from .digests import digest_of
from .models import ApiToken, User
from .signing_in.factors import has_second_factor


class HashedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token ...`, compared by digest. A token remembers the day of its last use, and no more.

    Outside demo mode a token works only while its owner has a second factor, so that it is no way around one.
    """

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This token is not valid. Ask an administrator for a new one.")
        if not settings.DEMO and not has_second_factor(token.user):
            raise PermissionDenied("The owner of this token has no second factor. Sign in once and set one up.")
        today = timezone.localdate()
        if token.last_on < today:
            raise AuthenticationFailed("This token has come to its last day. Ask an administrator for a new one.")
        if token.last_used_on != today:
            ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        return token.user, token
