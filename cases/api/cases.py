from http import HTTPStatus
from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from cases import access
from cases.models import Case
from cases.operations.add_cycle import add_cycle
from cases.operations.made_up_consent import consent_of_made_up_family
from cases.operations.open_case import Somebody, open_case
from cases.policies import services_of
from vig.accounts.models import Organisation, User
from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of
from vig.refusals import Refused

from .inputs import OpenCaseInput
from .representations import CaseSerializer, CycleSerializer


class WhichService(Refused):
    def __init__(self) -> None:
        super().__init__("service", "Say in which of your services the case is opened.")


@extend_schema(
    methods=["GET"],
    operation_id="my_cases",
    parameters=[OpenApiParameter("q", str, description="Words of the pseudonym or the helping question.")],
    responses=page_of(CaseSerializer),
)
@extend_schema(methods=["POST"], operation_id="open_case", request=OpenCaseInput, responses={201: CaseSerializer})
@endpoint("GET", "POST")
def cases(request: SignedInApiRequest) -> Response:
    if request.method == "POST":
        return opened_case(request)
    seen = Case.objects.visible_to(request.user).search(request.query_params.get("q", "")).with_overview()
    return answer_pages(request, seen, CaseSerializer)


def opened_case(request: SignedInApiRequest) -> Response:
    said = OpenCaseInput(data=request.data)
    said.is_valid(raise_exception=True)
    values = said.validated_data
    service = service_chosen(request.user, values.pop("service", None))
    said_yes = values.pop("made_up_consent")
    case = open_case(
        by=request.user,
        organisation=access.organisation_to_open_case_in(request.user, service),
        person=Somebody(**values.pop("person", {})),
        partner=Somebody(**values.pop("partner", {})),
        **values,
    )
    if said_yes:
        consent_of_made_up_family(case=case, by=request.user)
    return Response(CaseSerializer(case).data, status=HTTPStatus.CREATED)


def service_chosen(user: User, service_id: UUID | None) -> Organisation:
    services = services_of(user)
    if service_id is not None:
        return access.found(services.filter(pk=service_id).first())
    if len(services) > 1:
        raise WhichService
    return services[0] if services else access.no_service()


@extend_schema(operation_id="case", responses=CaseSerializer)
@endpoint("GET")
def case(request: SignedInApiRequest, case_id: UUID) -> Response:
    return Response(CaseSerializer(access.case_to_see(request.user, case_id)).data)


@extend_schema(methods=["GET"], operation_id="cycles", responses=page_of(CycleSerializer))
@extend_schema(methods=["POST"], operation_id="add_cycle", request=None, responses={201: CycleSerializer})
@endpoint("GET", "POST")
def cycles(request: SignedInApiRequest, case_id: UUID) -> Response:
    if request.method == "POST":
        case = access.case_to_change(request.user, case_id)
        cycle: Any = add_cycle(case=case, by=request.user)
        return Response(CycleSerializer(cycle).data, status=HTTPStatus.CREATED)
    return answer_pages(request, access.case_to_see(request.user, case_id).cycles.all(), CycleSerializer)


@extend_schema(operation_id="cycle", responses=CycleSerializer)
@endpoint("GET")
def cycle(request: SignedInApiRequest, cycle_id: UUID) -> Response:
    return Response(CycleSerializer(access.cycle_to_see(request.user, cycle_id)).data)
