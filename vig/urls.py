from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="my_cases"), name="home"),
    path("account/", include("allauth.account.urls")),
    path("", include("vig.running.urls")),
    path("", include("cases.urls")),
]
