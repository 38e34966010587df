from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from . import assents, cases, clips, consents, films, participants, shares, uploads

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<uuid:case_id>/", cases.case, name="case"),
    path("cases/<uuid:case_id>/cycles/", cases.cycles, name="cycles"),
    path("cycles/<uuid:cycle_id>/", cases.cycle, name="cycle"),
    path("cases/<uuid:case_id>/consents/", consents.consents, name="consents"),
    path("cases/<uuid:case_id>/consents/standing/", consents.standing, name="consent_standing"),
    path("consent-answers/<uuid:answer_id>/withdraw/", consents.withdraw, name="withdraw_consent"),
    path("cases/<uuid:case_id>/participants/", participants.participants, name="participants"),
    path("films/<uuid:film_id>/people/", participants.people_in_film, name="people_in_film"),
    path("cycles/<uuid:cycle_id>/assents/", assents.assents, name="assents"),
    path("assents/<uuid:assent_id>/decide/", assents.decide, name="decide_on_assent"),
    path("cycles/<uuid:cycle_id>/films/", films.films, name="films"),
    path("films/<uuid:film_id>/", films.film, name="film"),
    path("films/<uuid:film_id>/cancel/", films.cancel, name="cancel_processing"),
    path("films/<uuid:film_id>/retry/", films.retry, name="retry_processing"),
    path("films/<uuid:film_id>/upload/", uploads.begin_upload, name="begin_upload"),
    path("uploads/<uuid:recording_id>/", uploads.upload, name="upload"),
    path("films/<uuid:film_id>/clips/", clips.clips, name="clips"),
    path("clips/<uuid:clip_id>/", clips.clip, name="clip"),
    path("clips/<uuid:clip_id>/shares/", shares.shares_of_clip, name="shares_of_clip"),
    path("films/<uuid:film_id>/shares/", shares.shares_of_film, name="shares_of_film"),
    path("shares/<uuid:share_id>/", shares.share, name="share"),
    path("principles/", clips.principles, name="principles"),
]
