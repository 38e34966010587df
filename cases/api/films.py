from http import HTTPStatus
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from cases import access
from cases.operations.add_film import add_film
from cases.operations.delete_film import delete_film
from cases.operations.processing import cancel_processing, retry_processing
from cases.policies import say_what_may_be_watched
from media_pipeline.operations.jobs import NothingToRetry
from vig.accounts.request import SignedInApiRequest
from vig.api import Conflict, answer_pages, endpoint, page_of

from .inputs import AddFilmInput
from .representations import FilmSerializer


@extend_schema(methods=["GET"], operation_id="films", responses=page_of(FilmSerializer))
@extend_schema(methods=["POST"], operation_id="add_film", request=AddFilmInput, responses={201: FilmSerializer})
@endpoint("GET", "POST")
def films(request: SignedInApiRequest, cycle_id: UUID) -> Response:
    if request.method == "POST":
        cycle = access.cycle_to_change(request.user, cycle_id)
        said = AddFilmInput(data=request.data)
        said.is_valid(raise_exception=True)
        film = add_film(cycle=cycle, by=request.user, **said.described(cycle.case))
        return Response(FilmSerializer(access.film_to_see(request.user, film.pk)).data, status=HTTPStatus.CREATED)
    seen = access.cycle_to_see(request.user, cycle_id).films.with_case()
    return answer_pages(
        request, seen, FilmSerializer, prepare=lambda films: say_what_may_be_watched(request.user, films)
    )


@extend_schema(methods=["GET"], operation_id="film", responses=FilmSerializer)
@extend_schema(methods=["DELETE"], operation_id="delete_film", responses={204: None})
@endpoint("GET", "DELETE")
def film(request: SignedInApiRequest, film_id: UUID) -> Response:
    if request.method == "DELETE":
        delete_film(film=access.film_to_delete(request.user, film_id), by=request.user)
        return Response(status=HTTPStatus.NO_CONTENT)
    return Response(FilmSerializer(access.film_to_see(request.user, film_id)).data)


@extend_schema(operation_id="cancel_processing", request=None, responses=FilmSerializer)
@endpoint("POST")
def cancel(request: SignedInApiRequest, film_id: UUID) -> Response:
    film = access.film_to_change(request.user, film_id)
    cancel_processing(film=film, by=request.user)
    return Response(FilmSerializer(access.film_to_see(request.user, film_id)).data)


@extend_schema(operation_id="retry_processing", request=None, responses=FilmSerializer)
@endpoint("POST")
def retry(request: SignedInApiRequest, film_id: UUID) -> Response:
    film = access.film_to_change(request.user, film_id)
    try:
        retry_processing(film=film, by=request.user)
    except NothingToRetry:
        raise Conflict("This film is not one that failed, so there is nothing to try again.") from None
    return Response(FilmSerializer(access.film_to_see(request.user, film_id)).data)
