from http import HTTPStatus
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.operations.add_participant import Somebody, add_participant
from cases.operations.say_who_is_in_film import say_who_is_in_film
from vig.accounts.request import SignedInApiRequest
from vig.api import answer_pages, endpoint, page_of

from .inputs import AddParticipantInput, WhoIsInFilmInput
from .representations import AppearanceSerializer, ParticipantSerializer

PEOPLE = page_of(AppearanceSerializer)


@extend_schema(operation_id="add_participant", request=AddParticipantInput, responses={201: ParticipantSerializer})
@endpoint("POST")
def participants(request: SignedInApiRequest, case_id: UUID) -> Response:
    case = access.case_to_change(request.user, case_id)
    said = AddParticipantInput(data=request.data)
    said.is_valid(raise_exception=True)
    somebody = add_participant(case=case, by=request.user, somebody=Somebody(**said.validated_data))
    return Response(ParticipantSerializer(somebody).data, status=HTTPStatus.CREATED)


@extend_schema(methods=["GET"], operation_id="people_in_film", responses=PEOPLE)
@extend_schema(
    methods=["PUT"],
    operation_id="say_who_is_in_film",
    request=WhoIsInFilmInput,
    responses=PEOPLE,
)
@endpoint("GET", "PUT")
def people_in_film(request: SignedInApiRequest, film_id: UUID) -> Response:
    if request.method == "PUT":
        film = access.film_to_change(request.user, film_id)
        said = WhoIsInFilmInput(data=request.data)
        said.is_valid(raise_exception=True)
        say_who_is_in_film(film=film, by=request.user, in_shot=said.described(film.cycle.case))
    film = access.film_to_see(request.user, film_id)
    access.case_to_work_on(request.user, film.cycle.case_id)
    return answer_pages(request, film.appearances.order_by("participant", "start_frame"), AppearanceSerializer)
