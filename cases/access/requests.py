"""What families ask for, and the copies that are built for them."""

from uuid import UUID

from cases.models import DownloadLink, Restriction, SubjectExport, SubjectRequest
from vig.accounts.models import User

from .finding import found


def request_to_handle(user: User, request_id: UUID) -> SubjectRequest:
    """Of a service whose data `user` looks after."""
    return found(SubjectRequest.objects.looked_after_by(user).with_case().filter(pk=request_id).first())


def export_to_hand_over(user: User, export_id: UUID) -> SubjectExport:
    exports = SubjectExport.objects.filter(request__in=SubjectRequest.objects.looked_after_by(user)).with_case()
    return found(exports.filter(pk=export_id).first())


def download_to_take(user: User, link_id: UUID) -> DownloadLink:
    """Only by whoever made the link, while they still look after the data of its service."""
    links = DownloadLink.objects.filter(
        made_by=user, export__request__in=SubjectRequest.objects.looked_after_by(user)
    ).select_related("export__bundle", "export__request__participant__case__organisation")
    return found(links.filter(pk=link_id).first())


def restriction_to_lift(user: User, restriction_id: UUID) -> Restriction:
    restrictions = Restriction.objects.filter(request__in=SubjectRequest.objects.looked_after_by(user))
    restriction = restrictions.select_related("request", "film__cycle__case__organisation").filter(pk=restriction_id)
    return found(restriction.first())
