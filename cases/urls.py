from django.urls import include, path

from . import views

urlpatterns = [
    path("cases/", views.my_cases, name="my_cases"),
    path("cases/open/", views.open_case, name="open_case"),
    path("cases/<uuid:case_id>/", views.case, name="case"),
    path("cases/<uuid:case_id>/people/", views.case_access, name="case_access"),
    path("cases/<uuid:case_id>/watched/", views.who_watched, name="who_watched"),
    path("cases/<uuid:case_id>/cover/", views.cover_case, name="cover_case"),
    path("cases/<uuid:case_id>/cover/<int:access_id>/end/", views.end_cover, name="end_cover"),
    path("cases/<uuid:case_id>/hand-over/", views.hand_over_case, name="hand_over_case"),
    path(
        "cases/<uuid:case_id>/destroyed/<uuid:tombstone_id>/",
        views.destruction_certificate,
        name="destruction_certificate",
    ),
    path("cases/<uuid:case_id>/cycles/add/", views.add_cycle, name="add_cycle"),
    path("cases/<uuid:case_id>/consent/", views.consents, name="consents"),
    path("participants/<uuid:participant_id>/consent/", views.record_consent, name="record_consent"),
    path("consent-answers/<uuid:answer_id>/withdraw/", views.withdraw_consent, name="withdraw_consent"),
    path("consents/<uuid:consent_id>/evidence/", views.consent_evidence, name="consent_evidence"),
    path("films/<uuid:film_id>/people/", views.say_who_is_in_film, name="say_who_is_in_film"),
    path("cycles/<uuid:cycle_id>/films/add/", views.add_film, name="add_film"),
    path("films/<uuid:film_id>/", views.film, name="film"),
    path("films/<uuid:film_id>/progress/", views.film_progress, name="film_progress"),
    path("films/<uuid:film_id>/cancel/", views.cancel_processing, name="cancel_processing"),
    path("films/<uuid:film_id>/retry/", views.retry_processing, name="retry_processing"),
    path("films/<uuid:film_id>/delete/", views.delete_film, name="delete_film"),
    path("service/destroyed/", views.destroyed_films, name="destroyed_films"),
    path("clips/<uuid:clip_id>/share/", views.share_clip, name="share_clip"),
    path("shares/<uuid:share_id>/end/", views.end_share, name="end_share"),
    path("shared/", views.shared_with_me, name="shared_with_me"),
    path("shared/<uuid:share_id>/", views.shared_clip, name="shared_clip"),
    path("media/", include("cases.playback.urls")),
    path("api/v1/", include("cases.api.urls")),
]
