from http import HTTPStatus
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.models import Assent
from cases.operations.decide_on_assent import decide_on_assent
from cases.operations.record_assent import record_assent
from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of

from .inputs import DecideOnAssentInput, RecordAssentInput
from .representations import AssentSerializer


@extend_schema(methods=["GET"], operation_id="assents", responses=page_of(AssentSerializer))
@extend_schema(
    methods=["POST"], operation_id="record_assent", request=RecordAssentInput, responses={201: AssentSerializer}
)
@endpoint("GET", "POST")
def assents(request: SignedInApiRequest, cycle_id: UUID) -> Response:
    if request.method == "POST":
        cycle = access.cycle_to_change(request.user, cycle_id)
        said = RecordAssentInput(data=request.data)
        said.is_valid(raise_exception=True)
        assent = record_assent(cycle=cycle, by=request.user, **said.described(cycle))
        return Response(AssentSerializer(assent).data, status=HTTPStatus.CREATED)
    cycle = access.cycle_to_see(request.user, cycle_id)
    access.case_to_work_on(request.user, cycle.case_id)
    return answer_pages(request, cycle.assents.all(), AssentSerializer)


@extend_schema(operation_id="decide_on_assent", request=DecideOnAssentInput, responses=AssentSerializer)
@endpoint("POST")
def decide(request: SignedInApiRequest, assent_id: UUID) -> Response:
    assent = access.assent_to_decide_on(request.user, assent_id)
    said = DecideOnAssentInput(data=request.data)
    said.is_valid(raise_exception=True)
    decide_on_assent(assent=assent, by=request.user, why=said.validated_data["decided_why"])
    return Response(AssentSerializer(Assent.objects.get(pk=assent.pk)).data)
