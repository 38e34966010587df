from django.core.mail import send_mail
from django.template.loader import render_to_string

from .operations.invite_person import Sent


def mail_invitation(sent: Sent) -> None:
    """The same mail for everybody, whether the address has an account or not. It names the service and nobody else."""
    shown = {"invitation": sent.invitation, "service": sent.invitation.organisation, "link": sent.link}
    send_mail(
        subject=f"An invitation from {sent.invitation.organisation.name}",
        message=render_to_string("accounts/mail/invitation.txt", shown),
        from_email=None,
        recipient_list=[sent.invitation.email],
    )
