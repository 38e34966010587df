from django.apps import AppConfig


class AuditLogConfig(AppConfig):
    name = "vig.audit_log"
