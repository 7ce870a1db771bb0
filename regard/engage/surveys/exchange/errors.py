"""What can be wrong with a file as a whole. Whatever is wrong with a part of it stands in the fidelity report."""

from regard.analytics.errors import RegardError

MOST_BYTES = 32 * 1024 * 1024


class SurveyUnreadable(RegardError):
    """The file is no survey that can be read."""

    code = "survey_unreadable"
    status = 422


class ExportRefused(RegardError):
    """The survey cannot be written as asked."""

    code = "survey_export_refused"
    status = 422
