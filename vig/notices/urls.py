from django.urls import path

from . import views

urlpatterns = [
    path("notices/", views.notices, name="notices"),
    path("notices/done/", views.finish_all_notices, name="finish_all_notices"),
    path("notices/<uuid:notice_id>/done/", views.finish_notice, name="finish_notice"),
    path("account/mails/", views.choose_mails, name="choose_mails"),
]
