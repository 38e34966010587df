from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cases import access
from cases.consent_overview import consent_overview
from cases.forms import RecordConsentForm
from cases.models import Case
from cases.operations.consent_texts import text_in_use
from cases.operations.record_consent import record_consent as record_consent_operation
from cases.operations.remind_to_ask_again import asks_due
from cases.operations.service_rules import rules_of
from cases.operations.withdraw_consent import films_out_of_reach, shares_out_of_reach
from cases.operations.withdraw_consent import withdraw_consent as withdraw_consent_operation
from media_pipeline.delivery import answer_object
from media_pipeline.keys import unwrap
from vig.accounts.request import SignedInRequest
from vig.refusals import Refused


@require_safe
def consents(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Where consent stands: everybody of the case, each scope by itself."""
    case = access.case_to_work_on(request.user, case_id)
    due = asks_due(Case.objects.filter(pk=case.pk))
    context = {"case": case, "overview": consent_overview(case), "asks_due": due}
    return render(request, "cases/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record_consent(request: SignedInRequest, participant_id: UUID) -> HttpResponse:
    participant = access.participant_to_ask(request.user, participant_id)
    case = participant.case
    text = text_in_use(case.organisation)
    form = RecordConsentForm(request.POST or None, request.FILES or None, participant=participant, text=text)
    if form.is_valid():
        try:
            record_consent_operation(participant=participant, by=request.user, **form.described())
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, f"Written down what {participant.name_in_sentence} answered.")
            return redirect("consents", case.pk)
    context = {"form": form, "case": case, "participant": participant, "text": text}
    return render(request, "cases/record_consent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_consent(request: SignedInRequest, answer_id: UUID) -> HttpResponse:
    """What closes and what goes, and when, before it happens."""
    answer = access.answer_to_withdraw(request.user, answer_id)
    participant = answer.consent.participant
    if request.method == "POST":
        withdraw_consent_operation(answer=answer, by=request.user)
        messages.success(request, "Withdrawn. Nothing that rested on it plays any more.")
        return redirect("consents", participant.case_id)
    films = films_out_of_reach(answer)
    return render(
        request,
        "cases/withdraw_consent.html",
        {
            "answer": answer,
            "participant": participant,
            "case": participant.case,
            "films": films,
            "clips": sum(film.clips.count() for film in films),
            "shares": shares_out_of_reach(answer),
            "rules": rules_of(participant.case.organisation),
        },
    )


@require_safe
def consent_evidence(request: SignedInRequest, consent_id: UUID) -> HttpResponseBase:
    """The signed form or the signature, unsealed for who works on the case."""
    consent = access.consent_to_read(request.user, consent_id)
    evidence = access.found(getattr(consent, "evidence", None))
    return answer_object(
        request,
        name=evidence.object_name,
        key=unwrap(consent.participant.case.key_ring, evidence.wrapped_key),
        size=evidence.size,
        content_type=evidence.content_type,
    )
