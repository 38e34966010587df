from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of
from vig.audit.models import Event
from vig.audit.sentences import sentence_of

from . import access
from .forms import SearchAuditForm


class EventSerializer(serializers.ModelSerializer[Event]):
    what = serializers.SerializerMethodField(help_text="The event in plain words.")
    actor = serializers.UUIDField(source="actor_id", allow_null=True, help_text="Null: the platform, or nobody known.")
    facts = serializers.DictField(help_text="Ids, counts and codes.")

    class Meta:
        model = Event
        fields = ["id", "at", "name", "what", "actor", "subject_kind", "subject_id", "organisation_id", "case_id",
                  "facts", "mac", "sequence", "chain"]  # fmt: skip

    def get_what(self, event: Event) -> str:
        return sentence_of(event.name)


@extend_schema(
    operation_id="audit_events",
    parameters=[
        OpenApiParameter("service", str, description="One of the services that you look after; else the first."),
        OpenApiParameter("person", str, description="Id of whoever did it, or whom it was done to."),
        OpenApiParameter("event", str, description="Its name, for example cases.film_watched."),
        OpenApiParameter("about", str, description="Id of a case, a film, a person or another thing."),
        OpenApiParameter("since", str, description="The first day, YYYY-MM-DD."),
        OpenApiParameter("until", str, description="The last day, YYYY-MM-DD."),
    ],
    responses=page_of(EventSerializer),
)
@endpoint("GET")
def audit_events(request: SignedInApiRequest) -> Response:
    """The audit of a service, newest first, for its data stewards."""
    service = access.service_to_look_after(request.user, request.query_params.get("service", ""))
    form = SearchAuditForm(request.query_params, service=service)
    if not form.is_valid():
        raise serializers.ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
    return answer_pages(request, form.found(), EventSerializer)
