"""A .qsf file as a definition, with the report and the slots of its answers."""

from __future__ import annotations

from typing import Any

from regard.engage.surveys.exchange.conditions import scalar
from regard.engage.surveys.exchange.fidelity import Entry
from regard.engage.surveys.exchange.imported import Imported
from regard.engage.surveys.exchange.markup import is_marked_up, plain
from regard.engage.surveys.exchange.qualtrics.asked import Translation
from regard.engage.surveys.exchange.qualtrics.file import Json, is_true, members, read_qsf
from regard.engage.surveys.exchange.qualtrics.flow import Flow, follow, leftover
from regard.engage.surveys.exchange.qualtrics.logic import condition_of
from regard.engage.surveys.exchange.qualtrics.naming import ask
from regard.engage.surveys.exchange.slots import Slot

_LOOKS = set(
    """Skin SkinLibrary SkinType SkinQuestionWidth NewScoring ProtectSelectionIds NoIndex SecureResponseFiles Theme
    CollectGeoLocation ShowExportTags SurveyTitle SurveyMetaDescription PageTransition QuestionsPerPage Autoadvance
    AutoadvancePages AutoadvanceHideButton AutofocusQuestion HighlightQuestions UseCustomSurveyLinkCompletedMessage
    nextButton previousButton ActiveResponseSet SurveyLanguage libraryId CustomStyles customHeader QuestionNumbering
    confirmStart autoConfirmStart EmailThankYou ThankYouEmailMessage SurveyName SurveyCreationDate ResponseSummary
    ProgressBarType AutoSavePanel AvailableLanguages PartialDeletion PartialDataCloseAfter Header Footer""".split()
)
_ACCESS = set(
    """SurveyProtection BallotBoxStuffingPrevention SurveyExpiration SurveyTermination SaveAndContinue PartialData
    ValidationMessage PasswordProtection Password AnonymizeResponse InactiveSurvey RefererURL RefererCheck
    RelevantID RecaptchaV3 BallotBoxStuffingPreventionBehavior""".split()
)
_READ = {"BackButton", "ProgressBarDisplay", "NextButton", "PreviousButton", "SurveyTitle", "Header", "Footer"}
_PLAIN = ("", "None", "false", "PublicSurvey", "DefaultMessage", "true", "+1 week", "No")


def import_qsf(*, content: bytes) -> Imported:
    """Translate a survey. Raises SurveyUnreadable where the file is none."""
    translation = Translation(read_qsf(content=content))
    for qid in _asked_for(translation):
        ask(translation, translation.file.questions[qid])
    flow = Flow()
    steps = list(members(translation.file.flow)) or [{"Type": "Block", "ID": key} for key in _live_blocks(translation)]
    follow(translation, steps, flow)
    if not flow.pages and not flow.used:
        follow(translation, [{"Type": "Block", "ID": key} for key in _live_blocks(translation)], flow)
    leftover(translation, flow)
    for name, known in translation.fields.items():
        translation.slots.add(Slot(known), [name])
    definition = _definition(translation, flow)
    _note_rest(translation)
    return Imported(definition, translation.report, translation.slots)


def _live_blocks(translation: Translation) -> list[str]:
    blocks = {key: block for key, block in translation.file.blocks.items() if str(block.get("Type")) != "Trash"}
    if not blocks and not translation.file.blocks:
        everything = [{"Type": "Question", "QuestionID": qid} for qid in translation.file.questions]
        translation.file.blocks["BL"] = {"ID": "BL", "Type": "Default", "BlockElements": everything}
        return ["BL"]
    return list(blocks)


def _asked_for(translation: Translation) -> list[str]:
    """The questions of all blocks that are not the bin, in their order."""
    found: dict[str, None] = {}
    for key in _live_blocks(translation):
        for element in members(translation.file.blocks[key].get("BlockElements")):
            qid = str(element.get("QuestionID") or "")
            if qid in translation.file.questions:
                found.setdefault(qid)
    return list(found)


def _definition(translation: Translation, flow: Flow) -> dict[str, Any]:
    file = translation.file
    made: dict[str, Any] = {"title": plain(file.name)}
    if file.description:
        made["description"] = plain(file.description)
    if translation.language != "en":
        made["locale"] = translation.language
    _settings(translation, made)
    made["pages"] = flow.pages or [{"name": "page1", "elements": []}]
    if flow.fields:
        made["calculatedValues"] = [
            {"name": name, "expression": expression, "includeIntoResult": True}
            for name, expression in flow.fields.items()
        ]
    for name, rows in (("triggers", flow.triggers), ("completedHtmlOnCondition", flow.endings)):
        if rows:
            made[name] = rows
    if flow.thanks:
        made["completedHtml"] = flow.thanks
    quotas = [quota for quota in (_quota(translation, one) for one in file.quotas) if quota is not None]
    if quotas:
        made["regard"] = {"quotas": quotas}
    return made


def _settings(translation: Translation, made: dict[str, Any]) -> None:
    options = translation.file.options
    entry = translation.report.add("settings", "SurveyOptions")
    made["showPrevButton"] = is_true(options.get("BackButton"))
    if str(options.get("ProgressBarDisplay") or "None") != "None":
        made["showProgressBar"] = True
    for name, ours in (("NextButton", "pageNextText"), ("PreviousButton", "pagePrevText")):
        text = plain(options.get(name))
        if any(sign.isalpha() for sign in text):
            made[ours] = text
    for name in ("Header", "Footer"):
        if plain(options.get(name)) or is_marked_up(options.get(name)):
            entry.lose(f"The {name.lower()} of every page is left out.")
    told = sorted(name for name in _ACCESS if str(options.get(name) or "") not in _PLAIN)
    if told:
        entry.lose(f"Who may answer and until when is set anew here: {', '.join(told)}.")
    _note_unknown(entry, options)


def _note_unknown(entry: Entry, options: Json) -> None:
    unknown = sorted(name for name, value in options.items() if name not in _READ | _ACCESS | _LOOKS and value)
    if unknown:
        entry.lose(f"Settings without a counterpart: {', '.join(unknown[:30])}.")


def _quota(translation: Translation, quota: Json) -> dict[str, Any] | None:
    entry = translation.report.add("quota", str(quota.get("ID") or quota.get("Name") or "?"), plain(quota.get("Name")))
    found = condition_of(translation, quota.get("Logic"), entry, "condition")
    limit = scalar(quota.get("Occurrences") or "")
    if found is None or not isinstance(limit, int) or str(quota.get("LogicType") or "Simple") != "Simple":
        entry.drop("Its condition or its number could not be read.")
        return None
    action = str(quota.get("QuotaAction") or "EndCurrentSurvey")
    if action not in ("EndCurrentSurvey", "ForBranching"):
        entry.approximate("When it is full the survey ends; what happened otherwise is left out.")
    return {"name": plain(quota.get("Name")) or "quota", "expression": str(found), "limit": limit}


def _note_rest(translation: Translation) -> None:
    if translation.file.scoring.get("ScoringCategories"):
        translation.report.add("scoring", "SCO").drop(
            "Scores of answers are left out; say what a question measures instead."
        )
    for code, payload in translation.file.others:
        title = plain(payload.get("Name") or payload.get("Description"))
        translation.report.add("element", code, title).drop(f"Elements of the sort {code} have no counterpart.")
    for qid, payload in translation.file.questions.items():
        if not any(entry.where == qid for entry in translation.report.entries):
            translation.report.add("question", qid, plain(payload.get("QuestionText"))).drop("It lies in no block.")
