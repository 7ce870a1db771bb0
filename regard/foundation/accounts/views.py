"""The sign-in page: allauth's, answering 429 when somebody keeps guessing."""

from __future__ import annotations

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.http import HttpResponse

SECONDS_TO_WAIT = 300


class SignInView(LoginView):  # type: ignore[misc]
    """Sign in by e-mail and password."""

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        """Show the form again; say 429 and how long to wait after too many failures."""
        answer: HttpResponse = super().form_invalid(form)
        if _is_locked_out(form):
            answer.status_code = 429
            answer["Retry-After"] = str(SECONDS_TO_WAIT)
        return answer


def _is_locked_out(form: LoginForm) -> bool:
    codes = {error.code for error in form.non_field_errors().as_data()}
    return "too_many_login_attempts" in codes
