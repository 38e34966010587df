from django.conf import settings
from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied

from .models import ApiToken, User
from .operations import digest_of
from .signing_in.factors import has_second_factor


class HashedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token ...`, compared by digest.

    Outside demo mode a token works only while its owner has a second factor, so that it is no way around one.
    """

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This token is not valid. Ask an administrator for a new one.")
        if not settings.DEMO and not has_second_factor(token.user):
            raise PermissionDenied("The owner of this token has no second factor. Sign in once and set one up.")
        return token.user, token
