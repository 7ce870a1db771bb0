"""Door to surveys."""

from regard.engage.surveys.definition.checking import Fault, check_definition
from regard.engage.surveys.inviting import Invited, invite_people
from regard.engage.surveys.notes import place_notes
from regard.engage.surveys.operations import (
    ChangedMeanwhile,
    NoSurvey,
    NotNow,
    SurveyRefused,
    change_survey,
    close_survey,
    create_survey,
    delete_survey,
    publish_survey,
    reopen_survey,
)
from regard.engage.surveys.queries import (
    FullSurvey,
    SurveyRow,
    VersionRow,
    find_survey,
    find_version,
    list_surveys,
    list_versions,
)

__all__ = [
    "ChangedMeanwhile",
    "Fault",
    "FullSurvey",
    "Invited",
    "NoSurvey",
    "NotNow",
    "SurveyRefused",
    "SurveyRow",
    "VersionRow",
    "change_survey",
    "check_definition",
    "close_survey",
    "create_survey",
    "delete_survey",
    "find_survey",
    "find_version",
    "invite_people",
    "list_surveys",
    "list_versions",
    "place_notes",
    "publish_survey",
    "reopen_survey",
]
