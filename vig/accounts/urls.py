from django.urls import path

from . import views

urlpatterns = [
    path("service/people/", views.people, name="people"),
    path("service/people/invite/", views.invite_person, name="invite_person"),
    path("service/invitations/<uuid:invitation_id>/resend/", views.resend_invitation, name="resend_invitation"),
    path("service/invitations/<uuid:invitation_id>/revoke/", views.revoke_invitation, name="revoke_invitation"),
    path("service/roles/<int:membership_id>/end/", views.end_role, name="end_role"),
    path("service/roles/<int:membership_id>/change/", views.change_role, name="change_role"),
    path("service/<uuid:service_id>/people/<uuid:person_id>/", views.person, name="person"),
    path(
        "service/<uuid:service_id>/people/<uuid:person_id>/deactivate/",
        views.deactivate_person,
        name="deactivate_person",
    ),
    path(
        "service/<uuid:service_id>/people/<uuid:person_id>/reactivate/",
        views.reactivate_person,
        name="reactivate_person",
    ),
    path(
        "service/<uuid:service_id>/people/<uuid:person_id>/token/revoke/",
        views.revoke_token_of,
        name="revoke_token_of",
    ),
    path("account/token/revoke/", views.revoke_token, name="revoke_token"),
    path("invitation/", views.accept_invitation, name="accept_invitation"),
    path("invitations/<str:key>/", views.invitation, name="invitation"),
]
