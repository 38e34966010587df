import hashlib


def digest_of(token: str) -> str:
    """What we keep of a secret that we made ourselves: too long to guess, so that a fast digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
