from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

urlpatterns = [
    path("", require_safe(RedirectView.as_view(pattern_name="my_cases")), name="home"),
    path("account/", include("vig.accounts.signing_in.urls")),
    path("", include("vig.accounts.urls")),
    path("account/", include("vig.accounts.single_sign_on.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("vig.audit_log.urls")),
    path("", include("vig.notices.urls")),
    path("", include("vig.running.urls")),
    path("", include("cases.urls")),
]

handler400 = "vig.problems.bad_request"
handler403 = "vig.problems.not_allowed"
handler404 = "vig.problems.not_found"
handler500 = "vig.problems.our_fault"
