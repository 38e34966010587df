from allauth.socialaccount.models import SocialApp


def vouches(directory: SocialApp, email: str, claim: object) -> bool:
    """Whether this directory's word is taken for this address; `claim` is what it said about it being verified.

    Without that an account could be taken over by anybody who may write an address into some directory. Some send the
    words "true" and "false", of which either would count as true.
    """
    said = str(claim).lower()
    if domains := directory.settings["domains"]:
        return email.rpartition("@")[2].lower() in domains and said != "false"
    return said == "true"
