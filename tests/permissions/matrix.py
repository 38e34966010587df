"""Every URL and method, and what each of the cast gets. What is missing here fails the build.

mira guides the case of every row. Whoever may not know of a thing gets 404, whoever is not signed in is sent
to sign in (pages) or told to (API and media). HEAD is answered as GET is, or not at all; any other method without a row
is refused to everybody: `expected_of_unnamed`.
"""

from dataclasses import dataclass, field

PAGE_SIGN_IN = 302
API_SIGN_IN = 401
NOT_ALLOWED = 405
OF_PAGES = {"get", "head", "post"}


@dataclass(frozen=True)
class Row:
    """A URL and method; `mira` is who guides the case, `colleagues` anybody else who is signed in."""

    name: str
    thing: str = ""  # which of the scene's things its arguments come from
    method: str = "get"
    mira: int = 200
    colleagues: int = 404
    nobody: int = PAGE_SIGN_IN
    but: dict[str, int] = field(default_factory=dict)  # who among them gets something else
    sent: dict[str, object] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def expected_of(self, who: str) -> int:
        return self.but.get(who, {"mira": self.mira, "nobody": self.nobody}.get(who, self.colleagues))


def page(name: str, thing: str = "", **expected: object) -> Row:
    return Row(name, thing, **expected)  # type: ignore[arg-type]


def api(name: str, thing: str = "", **expected: object) -> Row:
    return Row(name, thing, nobody=API_SIGN_IN, **expected)  # type: ignore[arg-type]


def tus(name: str, thing: str, **expected: object) -> Row:
    return api(name, thing, headers={"Tus-Resumable": "1.0.0"}, **expected)


NOT_PRACTITIONERS = {"ada": 403, "dana": 403}

ONLY_ADA: dict[str, object] = {"mira": 404, "but": {"ada": 200}}  # who administers the service
ONLY_DANA: dict[str, object] = {"mira": 403, "colleagues": 403, "but": {"dana": 200}}  # who keeps the data
DECIDES: dict[str, object] = {"mira": 403, "colleagues": 403, "but": {"ada": 200, "dana": 200}}

ONLY_WHO_ADMINISTERS: dict[str, object] = {"mira": 403, "colleagues": 403, "but": {"ada": 200}}

# Who answers for the service, and looks into a case only together.
ONLY_WHO_ANSWER: dict[str, object] = {"mira": 403, "colleagues": 403, "but": {"ada": 200, "dana": 200}}

STEWARDS: dict[str, object] = {"mira": 404, "but": {"dana": 200}}  # of a thing that she looks after, and no film
STEWARDS_ACT: dict[str, object] = {"mira": 404, "but": {"dana": 302}}

ONLY_SAM: dict[str, object] = {"mira": 404, "but": {"sam": 200}}  # with whom mira shared the clip

ROWS = [
    page("home", mira=302, colleagues=302),
    page("account_change_password", colleagues=200),
    page("account_set_password", mira=302, colleagues=302),  # who has a password changes it
    page("account_email", colleagues=200),
    page("account_reauthenticate", colleagues=200),
    page("account", colleagues=200),
    page("second_factor", colleagues=200),
    page("end_session", "session", method="post", mira=404),  # of somebody else
    page("end_sessions", method="post", mira=302, colleagues=302),
    page("mfa_activate_totp", colleagues=200),
    page("mfa_deactivate_totp", mira=404),  # nobody here has one yet
    page("mfa_add_webauthn", colleagues=200),
    page("mfa_edit_webauthn", "passkey", mira=404),
    page("mfa_remove_webauthn", "passkey", mira=404),
    page("mfa_view_recovery_codes", mira=404),
    page("mfa_generate_recovery_codes", colleagues=200),
    page("mfa_download_recovery_codes", mira=404),
    page("mfa_reauthenticate", mira=302, colleagues=302),  # to the password, which everybody here has
    page("mfa_reauthenticate_webauthn", mira=302, colleagues=302),
    page("mfa_index", mira=302, colleagues=302),
    page("mfa_list_webauthn", mira=302, colleagues=302),
    page("notices", colleagues=200),
    page("finish_notice", "notice", method="post", mira=302),
    page("finish_all_notices", method="post", mira=302, colleagues=302),
    page("choose_mails", method="post", mira=302, colleagues=302),
    page("my_cases", colleagues=200),
    page("open_case", colleagues=200, but=NOT_PRACTITIONERS),
    page("open_case", method="post", colleagues=200, but=NOT_PRACTITIONERS),
    page("case", "case"),
    page("case_access", "case"),
    page("who_watched", "case"),
    page("cover_case", "case"),
    page("cover_case", "case", method="post"),
    page("end_cover", "cover", method="post", mira=302),
    page("close_case", "case"),
    page("close_case", "case", method="post", mira=302),
    page("open_case_again", "case", method="post", mira=302),
    page("hand_over_case", "case"),
    page("hand_over_case", "case", method="post"),
    page("share_clip", "clip"),
    page("share_clip", "clip", method="post"),
    page("end_share", "share", method="post", mira=302, but={"sam": 403}),
    page("shared_with_me", colleagues=200),
    page("share_film", "film"),
    page("share_film", "film", method="post"),
    page("shared_film", "share of film", mira=404, but={"eva": 200}),
    page("shared_clip", "share", **ONLY_SAM),
    page("add_cycle", "case", method="post", mira=302),
    page("consents", "case"),
    page("record_consent", "participant"),
    page("record_consent", "participant", method="post"),
    page("withdraw_consent", "answer"),
    page("withdraw_consent", "answer", method="post", mira=302),
    page("consent_evidence", "consent"),
    page("say_who_is_in_film", "film"),
    page("say_who_is_in_film", "film", method="post"),
    page("add_participant", "case"),
    page("add_participant", "case", method="post"),
    page("record_assent", "cycle"),
    page("record_assent", "cycle", method="post"),  # an empty form is shown again
    page("ask_with_symbols", "cycle participant"),
    page("ask_with_symbols", "cycle participant", method="post"),
    page("decide_on_assent", "assent"),
    page("decide_on_assent", "assent", method="post"),
    page("add_film", "cycle"),
    page("film", "film"),
    page("film_progress", "film"),
    page("cancel_processing", "film", method="post", mira=302),
    page("retry_processing", "film", method="post", mira=302),
    page("delete_film", "film"),
    page("delete_film", "film", method="post", mira=302),
    page("destruction_certificate", "tombstone", but={"dana": 200}),
    page("consent_texts", mira=403, colleagues=403, but={"ada": 200}),
    page("consent_text", "consent text", **ONLY_ADA),
    page("publish_consent_text", mira=403, colleagues=403, but={"ada": 200}),
    page("publish_consent_text", method="post", mira=403, colleagues=403, but={"ada": 200}),
    page("change_service_rules", mira=403, colleagues=403, but={"ada": 200}),
    page("change_service_rules", method="post", mira=403, colleagues=403, but={"ada": 200}),
    page("holds", "", **ONLY_DANA),
    page("place_hold", "", **ONLY_DANA),
    page("place_hold", "", method="post", **ONLY_DANA),  # an empty form is shown again
    page("lift_hold", "hold", but={"dana": 200}, mira=404),
    page("lift_hold", "hold", method="post", but={"dana": 302}, mira=404),
    page("service_cases", "", **ONLY_WHO_ADMINISTERS),
    page("hand_over_service_case", "case", **ONLY_ADA),
    page("hand_over_service_case", "case", method="post", **ONLY_ADA),
    page("emergency_looks", "", **ONLY_WHO_ANSWER),
    page("ask_emergency_look", "", **ONLY_WHO_ANSWER),
    page("ask_emergency_look", "", method="post", **ONLY_WHO_ANSWER),  # an empty form is shown again
    page("emergency_look", "look", but={"ada": 200, "dana": 200}),
    page("confirm_emergency_look", "look", method="post", mira=403, but={"ada": 403, "dana": 302}),  # ada asked
    page("end_emergency_look", "look", method="post", mira=302, but={"ada": 302, "dana": 302}),
    page("raise_concern", "case"),
    page("raise_concern", "case", method="post"),  # an empty form is shown again
    page("raise_concern_about_film", "film"),
    page("raise_concern_about_film", "film", method="post"),
    page("raise_concern_about_share", "share", **ONLY_SAM),
    page("raise_concern_about_share", "share", method="post", **ONLY_SAM),
    page("concerns", colleagues=200),  # those of one's own
    page("concern", "concern", but={"tariq": 200}),  # mira raised it, tariq leads
    page("note_concern_step", "concern", method="post", mira=404, but={"tariq": 200}),
    page("close_concern", "concern", method="post", mira=404, but={"tariq": 302}),
    page("lift_concern_hold", "concern", method="post", mira=404, but={"tariq": 302}),
    page("safeguarding_leads", "", **ONLY_WHO_ADMINISTERS),
    page("name_lead", "", method="post", **ONLY_WHO_ADMINISTERS),
    page("end_lead", "lead", method="post", mira=404, but={"ada": 302}),
    page("subject_requests", "", **ONLY_DANA),
    page("file_subject_request", "", **ONLY_DANA),
    page("file_subject_request", "", method="post", **ONLY_DANA),
    page("file_request_from_case", "participant"),
    page("file_request_from_case", "participant", method="post"),
    page("subject_request", "request", **STEWARDS),
    page("close_subject_request", "request", method="post", **STEWARDS),  # an empty form is shown again
    page("decide_item", "request", method="post", **STEWARDS_ACT),
    page("begin_export", "request", method="post", **STEWARDS_ACT),
    page("make_download_link", "export", method="post", **STEWARDS_ACT),
    page("download_export", "link", **STEWARDS),
    page("download_export", "link", method="post", **STEWARDS),
    page("restrict_films", "request", method="post", **STEWARDS_ACT),
    page("lift_restriction", "restriction", **STEWARDS),
    page("lift_restriction", "restriction", method="post", **STEWARDS),
    page("correct_participant", "participant"),
    page("correct_participant", "participant", method="post"),
    page("correct_film", "film"),
    page("correct_film", "film", method="post"),
    page("destroyed_films", "", **ONLY_DANA),
    page("keep_longer", "film", mira=403),  # the service has decided nothing
    page("keep_longer", "film", method="post", mira=403),
    page("retention_rules", "", **DECIDES),
    page("change_retention_rules", "", **DECIDES),
    page("change_retention_rules", "", method="post", **DECIDES),  # an empty form is shown again
    page("register", "", **ONLY_DANA),
    page("export_register", "", method="post", **ONLY_DANA),
    page("people", mira=403, colleagues=403, but={"ada": 200}),
    page("invite_person", mira=403, colleagues=403, but={"ada": 200}),
    page("invite_person", method="post", mira=403, colleagues=403, but={"ada": 200}),
    page("resend_invitation", "invitation", **ONLY_ADA),
    page("resend_invitation", "invitation", method="post", **(ONLY_ADA | {"but": {"ada": 302}})),
    page("revoke_invitation", "invitation", method="post", **(ONLY_ADA | {"but": {"ada": 302}})),
    page("person", "person", **ONLY_ADA),
    page("person", "person", method="head", **ONLY_ADA),
    page("change_role", "role", **ONLY_ADA),
    page("change_role", "role", method="post", **ONLY_ADA),
    page("end_role", "role", **ONLY_ADA),
    page("end_role", "role", method="post", **(ONLY_ADA | {"but": {"ada": 302}})),
    page("deactivate_person", "person", **ONLY_ADA),
    page("deactivate_person", "person", method="post", **(ONLY_ADA | {"but": {"ada": 302}})),
    page("reactivate_person", "person", **(ONLY_ADA | {"but": {"ada": 403}})),  # tariq works there
    page("reactivate_person", "person", method="post", **(ONLY_ADA | {"but": {"ada": 403}})),
    page("revoke_token_of", "person", method="post", **(ONLY_ADA | {"but": {"ada": 302}})),
    page("revoke_token", method="post", mira=302, colleagues=302),
    page("audit_log", mira=403, colleagues=403, but={"dana": 200}),
    page("audit_export", method="post", mira=403, colleagues=403, but={"dana": 400}),  # she says no format
    api("audit_events", mira=403, colleagues=403, but={"dana": 200}),
    api("api:schema", colleagues=200),
    api("api:cases", colleagues=200),
    api("api:cases", method="post", mira=201, colleagues=201, but=NOT_PRACTITIONERS),
    api("api:case", "case"),
    api("api:cycles", "case"),
    api("api:cycles", "case", method="post", mira=201),
    api("api:cycle", "cycle"),
    api("api:films", "cycle"),
    api("api:films", "cycle", method="post", mira=201, sent={"recorded_on": "2026-11-02"}),
    api("api:consents", "case"),
    api("api:consents", "case", method="post", mira=422),
    api("api:consent_standing", "case"),
    api("api:withdraw_consent", "answer", method="post"),
    api("api:participants", "case", method="post", mira=201, sent={"relationship": "a sibling"}),
    api("api:people_in_film", "film"),
    api("api:people_in_film", "film", method="put", mira=422),
    api("api:assents", "cycle"),
    api("api:assents", "cycle", method="post", mira=422),
    api("api:decide_on_assent", "assent", method="post", sent={"decided_why": "asked_again"}),
    api("api:film", "film"),
    api("api:film", "film", method="delete", mira=204),
    api("api:cancel_processing", "film", method="post"),
    api("api:retry_processing", "film", method="post", mira=409),
    tus("api:begin_upload", "film", method="post", mira=400),
    tus("api:begin_upload", "film", method="options", mira=204, colleagues=204),  # what the protocol may, of no film
    tus("api:upload", "recording", method="options", mira=204, colleagues=204),
    tus("api:upload", "recording", method="head", mira=200),
    tus("api:upload", "recording", method="patch", mira=400),
    tus("api:upload", "recording", method="delete", mira=409),
    api("api:clips", "film"),
    api("api:clips", "film", method="post", mira=422, sent={"start_frame": 5, "end_frame": 5}),
    api("api:clip", "clip"),
    api("api:clip", "clip", method="patch", sent={"title": "She waits"}),
    api("api:clip", "clip", method="delete", mira=204),
    api("api:shares_of_clip", "clip"),
    api("api:shares_of_clip", "clip", method="post", mira=422),
    api("api:shares_of_film", "film"),
    api("api:shares_of_film", "film", method="post", mira=422),
    api("api:share", "share", method="delete", mira=204, but={"sam": 403}),
    api("api:principles", colleagues=200),
    api("film_playlist", "film"),
    api("film_rendition_playlist", "rendition"),
    api("film_rendition_init", "rendition"),
    api("film_segment", "segment"),
    api("film_poster", "film"),
    api("film_scrub_sheet", "film"),
    api("film_peaks", "film"),
    api("clip_playlist", "clip"),
    api("clip_rendition_playlist", "clip rendition"),
    api("download_clip", "clip"),
    api("shared_clip_file", "share", **ONLY_SAM),
]

# django-allauth's pages know only the account of whoever asks. What their forms take is for the tests of signing in;
# here it is enough that an empty one does no more than this.
OF_ONES_OWN_ACCOUNT = ("account_", "mfa_", "socialaccount_", "usersessions_")
EMPTY_FORM = {200, 302, 400, 403, 404, 405, 429}


def expected_of_unnamed(row: Row, method: str, who: str) -> set[int]:
    """What `who` may get from the URL of `row` by a method that has no row of its own."""
    get = next((other for other in ROWS if (other.name, other.method) == (row.name, "get")), None)
    if method == "head" and get:
        return {get.expected_of(who), NOT_ALLOWED}
    if row.nobody == PAGE_SIGN_IN and method not in OF_PAGES:
        return {NOT_ALLOWED}
    if who == "nobody":
        return {row.nobody}
    if method == "post" and row.name.startswith(OF_ONES_OWN_ACCOUNT):
        return EMPTY_FORM
    return {NOT_ALLOWED}


# What anybody gets who has not signed in, and the address's arguments. django-allauth answers most of them.
OPEN: dict[str, tuple[object, ...]] = {
    "account_login": (200,),
    "account_signup": (200,),  # says that a service lets people in
    "account_reset_password": (200,),
    "account_reset_password_done": (200,),
    "account_reset_password_from_key": (200, "a", "wrong-key"),
    "account_reset_password_from_key_done": (200,),
    "account_confirm_email": (200, "wrong-key"),
    "account_confirm_login_code": (302,),
    "account_email_verification_sent": (200,),
    "account_inactive": (200,),
    "accept_invitation": (410,),  # without the link of one
    "invitation": (302, "wrong-key"),
    # No directory is set up beside a test, and none can be guessed at.
    "openid_connect_login": (404, "idp.example.org"),
    "openid_connect_callback": (404, "idp.example.org"),
    "saml_login": (404, "service"),
    "saml_acs": (405, "service"),
    "saml_finish_acs": (404, "service"),
    "saml_metadata": (404, "service"),
    "saml_sls": (404, "service"),
    "socialaccount_login_cancelled": (200,),
    "account_logout": (302,),
    "mfa_authenticate": (302,),  # to the password, which comes first
    "mfa_login_webauthn": (302,),
    "healthz": (200,),
    "readyz": (503,),  # no worker runs beside a test
    "metrics": (200,),  # from this machine
}

# What an empty form gets at those of them that take one.
OPEN_TO_FORMS: dict[str, int] = {
    "accept_invitation": 410,
    "openid_connect_login": 404,
    "saml_login": 404,
    "saml_acs": 404,
}


def expected_of_open(name: str, method: str, who: str) -> set[int]:
    if method in {"get", "head"}:
        needs_no_sign_in = {200, 302} if who != "nobody" else set()
        return {int(str(OPEN[name][0]))} | needs_no_sign_in | ({NOT_ALLOWED} if method == "head" else set())
    if method == "post" and name.startswith(OF_ONES_OWN_ACCOUNT):
        return EMPTY_FORM
    return {OPEN_TO_FORMS.get(name, NOT_ALLOWED) if method == "post" else NOT_ALLOWED}
