"""What monitors, load balancers and the supervisor ask. Open to all, so they name parts and never reasons."""

import logging
import secrets

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from . import metrics, readiness

logger = logging.getLogger(__name__)
_logged: set[str] = set()


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a slow database kills no web process."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    faults = readiness.faults()
    log_what_is_new(faults)
    parts = {part: "missing" if part in faults else "ok" for part in settings.READINESS}
    return JsonResponse({"ready": not faults, "parts": parts}, status=503 if faults else 200)


def log_what_is_new(faults: dict[str, str]) -> None:
    """Each fault once, however often a monitor asks."""
    for part, sentence in faults.items():
        if sentence not in _logged:
            logger.warning("Not ready, %s: %s", part, sentence)
    _logged.clear()
    _logged.update(faults.values())


@login_not_required
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    if not may_read_metrics(request):
        return HttpResponse("Metrics are for this machine, or for the bearer of VIG_METRICS_TOKEN.\n", status=403)
    return HttpResponse(metrics.exposition(), content_type=CONTENT_TYPE_LATEST)


def may_read_metrics(request: HttpRequest) -> bool:
    """The token's bearer, or the machine itself; a proxy's request comes from the machine but for someone else."""
    if token := settings.VIG_METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        if secrets.compare_digest(given.encode(), f"Bearer {token}".encode()):
            return True
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and request.META["REMOTE_ADDR"] in {"127.0.0.1", "::1"}
