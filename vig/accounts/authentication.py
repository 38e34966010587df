from rest_framework.authentication import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from .models import ApiToken, User
from .operations import digest_of


class HashedTokenAuthentication(TokenAuthentication):
    """`Authorization: Token ...`, compared by digest."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        token = ApiToken.objects.select_related("user").filter(digest=digest_of(key)).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed("This token is not valid. Ask an administrator for a new one.")
        return token.user, token
