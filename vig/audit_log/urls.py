from django.urls import path

from . import api, views

urlpatterns = [
    path("service/audit/", views.audit_log, name="audit_log"),
    path("service/audit/export/", views.audit_export, name="audit_export"),
    path("api/v1/audit/", api.audit_events, name="audit_events"),
]
