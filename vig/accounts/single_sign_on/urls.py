"""Names as django-allauth knows them.

Nobody links or unlinks a directory by themselves, so the pages for that are not here.
"""

from allauth.socialaccount import views as social
from django.urls import path

from . import openid, saml

urlpatterns = [
    path("single-sign-on/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("oidc/<str:provider_id>/login/", openid.login, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", openid.callback, name="openid_connect_callback"),
    path("saml/<slug:organization_slug>/login/", saml.login, name="saml_login"),
    path("saml/<slug:organization_slug>/acs/", saml.acs, name="saml_acs"),
    path("saml/<slug:organization_slug>/acs/finish/", saml.finish_acs, name="saml_finish_acs"),
    path("saml/<slug:organization_slug>/metadata/", saml.metadata, name="saml_metadata"),
    path("saml/<slug:organization_slug>/sls/", saml.sls, name="saml_sls"),
]
