"""Every address there is: the API, sign-in, and the console for the rest."""

from __future__ import annotations

from allauth.account import views as account_views
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from regard.engage.community import pages as community
from regard.engage.surveys.asking.pages import first_answer, leave
from regard.engage.surveys.asking.sms.callbacks import take_message, take_status
from regard.engage.surveys.asking.widget_pages import open_widget, tell_widgets
from regard.engage.surveys.pages import finish, keep, resume, show_preview, show_survey
from regard.foundation.accounts.views import SignInView
from regard.foundation.rest.api import answer_problem
from regard.project.console import show_console
from regard.project.kiosk import describe_kiosk, send_worker, show_kiosk, show_kiosk_survey, show_qr
from regard.project.rest import assemble
from regard.project.snippet import SCRIPTS, send_script
from regard.record.sources.tokens import answer_token

api = assemble()
KEY = r"(?P<key>[A-Za-z0-9_-]{4,80})"
BOARD = r"^b/(?P<slug>[a-z0-9-]{1,60})"
IDEA = rf"{BOARD}/i/(?P<number>[0-9]{{1,9}})"
ASKED = r"^s/(?P<token>[A-Za-z0-9_-]{1,80})"


def no_such_operation(request: HttpRequest) -> HttpResponse:
    """Answer an address below /api/ that no operation has."""
    detail = f"There is no operation at {request.path}. /api/docs lists them all."
    return answer_problem(status=404, code="not_found", detail=detail)


urlpatterns = [
    path("api/", api.urls),
    re_path(r"^api(?:/.*)?$", no_such_operation),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path("accounts/inactive/", account_views.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account_views.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account_views.password_change, name="account_change_password"),
    path("token", answer_token),
    *(path(name, send_script, {"name": name}) for name in SCRIPTS),
    path("kiosk/worker.js", send_worker),
    re_path(rf"^kiosk/{KEY}$", show_kiosk, name="kiosk"),
    re_path(rf"^kiosk/{KEY}/s/(?P<slug>[A-Za-z0-9_-]{{1,24}})$", show_kiosk_survey),
    re_path(rf"^kiosk/{KEY}/qr$", show_qr, name="kiosk_qr"),
    re_path(rf"^kiosk/{KEY}/app\.webmanifest$", describe_kiosk),
    re_path(rf"{ASKED}$", show_survey, name="survey"),
    re_path(rf"{ASKED}/first$", first_answer),
    re_path(r"^u/(?P<token>[A-Za-z0-9_.:-]{1,1000})$", leave, name="leave"),
    re_path(rf"^widgets/{KEY}$", tell_widgets),
    re_path(rf"^widgets/{KEY}/(?P<slug>[A-Za-z0-9_-]{{1,24}})$", open_widget),
    path("sms/status", take_status),
    path("sms/messages", take_message),
    re_path(rf"{ASKED}/resume$", resume),
    re_path(rf"{ASKED}/keep$", keep),
    re_path(rf"{ASKED}/finish$", finish),
    re_path(r"^b/u/(?P<token>[A-Za-z0-9_.:-]{1,1000})$", community.leave),
    re_path(rf"{BOARD}$", community.show_board, name="board"),
    re_path(rf"{BOARD}/new$", community.write_idea),
    re_path(rf"{BOARD}/similar$", community.show_similar),
    re_path(rf"{BOARD}/sign-in$", community.sign_in),
    re_path(rf"{BOARD}/in/(?P<token>[A-Za-z0-9_-]{{1,100}})$", community.follow_link),
    re_path(rf"{BOARD}/with$", community.come_with),
    re_path(rf"{BOARD}/name$", community.choose_name),
    re_path(rf"{BOARD}/out$", community.sign_out),
    re_path(rf"{IDEA}$", community.show_idea, name="idea"),
    re_path(rf"{IDEA}/vote$", community.cast_vote),
    re_path(rf"{IDEA}/comment$", community.write_comment),
    re_path(rf"{IDEA}/report$", community.send_report),
    path("survey-preview", show_preview, name="survey_preview"),
    re_path(r"^(?!api/|accounts/|static/).*$", show_console, name="console"),
]
