from http import HTTPStatus
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.consent_overview import consent_overview
from cases.models import Consent
from cases.operations.record_consent import record_consent
from cases.operations.withdraw_consent import withdraw_consent
from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of

from .consent_inputs import RecordConsentInput
from .representations import ConsentSerializer, ConsentStandingSerializer


@extend_schema(methods=["GET"], operation_id="consents", responses=page_of(ConsentSerializer))
@extend_schema(
    methods=["POST"], operation_id="record_consent", request=RecordConsentInput, responses={201: ConsentSerializer}
)
@endpoint("GET", "POST")
def consents(request: SignedInApiRequest, case_id: UUID) -> Response:
    if request.method == "POST":
        case = access.case_to_change(request.user, case_id)
        said = RecordConsentInput(data=request.data)
        said.is_valid(raise_exception=True)
        consent = record_consent(by=request.user, **said.described(case))
        return Response(ConsentSerializer(consent).data, status=HTTPStatus.CREATED)
    case = access.case_to_work_on(request.user, case_id)
    given = Consent.objects.filter(participant__case=case).select_related("text", "evidence")
    return answer_pages(request, given.prefetch_related("answers", "films"), ConsentSerializer)


@extend_schema(operation_id="consent_standing", responses=ConsentStandingSerializer(many=True))
@endpoint("GET")
def standing(request: SignedInApiRequest, case_id: UUID) -> Response:
    """Of everybody of the case, scope by scope; a handful of rows, so never in pages."""
    case = access.case_to_work_on(request.user, case_id)
    return Response([ConsentStandingSerializer(one).data for one in consent_overview(case)])


@extend_schema(operation_id="withdraw_consent", request=None, responses=ConsentSerializer)
@endpoint("POST")
def withdraw(request: SignedInApiRequest, answer_id: UUID) -> Response:
    """From this moment on nothing that rested on it plays. There is no asking twice."""
    answer = access.answer_to_withdraw(request.user, answer_id)
    withdraw_consent(answer=answer, by=request.user)
    return Response(ConsentSerializer(Consent.objects.get(pk=answer.consent_id)).data)
