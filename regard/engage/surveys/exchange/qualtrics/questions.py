"""One question of a .qsf as elements: dispatched by its sort, given its title, conditions and checks."""

from __future__ import annotations

from collections.abc import Callable

from regard.engage.surveys.exchange.conditions import Node
from regard.engage.surveys.exchange.fidelity import note_unread
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.qualtrics import choosing, entering, grids
from regard.engage.surveys.exchange.qualtrics.asked import Asked, Element, Translation
from regard.engage.surveys.exchange.qualtrics.file import mapping
from regard.engage.surveys.exchange.qualtrics.logic import condition_of
from regard.engage.surveys.exchange.qualtrics.validation import apply_validation

_MAKERS: dict[str, Callable[[Translation, Asked], list[Element]]] = {
    "MC": choosing.choosing,
    "DD": choosing.choosing,
    "SS": choosing.choosing,
    "HotSpot": lambda one, asked: (grids.grid if asked.kind == "matrix" else choosing.choosing)(one, asked),
    "Matrix": grids.grid,
    "PGR": grids.grid,
    "TE": entering.text_entry,
    "Slider": entering.slider,
    "RO": entering.ranking,
    "CS": entering.constant_sum,
    "FileUpload": entering.file_upload,
    "DB": entering.shown_text,
}
_GONE = {
    "Timing": "It measures time on the page and asks nothing.",
    "Meta": "It reads the respondent's browser and asks nothing.",
    "Captcha": "It is a test against robots; answers are guarded otherwise here.",
    "HeatMap": "Clicks on a picture that lies with Qualtrics cannot be asked for.",
    "HL": "Words in a text cannot be marked.",
    "Draw": "A signature cannot be drawn.",
    "TreeSelect": "A place in an organisation cannot be chosen from a tree.",
    "GAP": "Gap analysis has no counterpart.",
}
_KNOWN = set(
    """QuestionText QuestionText_Unsafe QuestionDescription_Unsafe QuestionText_Safe DefaultChoices DataExportTag
    QuestionID QuestionType Selector SubSelector Configuration QuestionDescription Choices ChoiceOrder Validation
    Language Answers AnswerOrder RecodeValues VariableNaming NextChoiceId NextAnswerId ChoiceDataExportTags
    AdditionalQuestions NumberOfQuestions Randomization DisplayLogic ColumnLabels ChoiceGroups ChoiceGroupOrder
    DynamicChoices DynamicChoicesData Groups NumberOfGroups Labels AnswerMap AnswerIDs GraphicID Graphics
    GraphicDescription Regions Clicks Scale Category ScreenCaptureText SearchSource AnalyzeChoices SurveyLanguage
    ChoiceColumnWidthPixels ChoiceColumnWidth InPageDisplayLogic inPage QuestionTypePluginProperties
    HighlightText ColorScale ExcludedWords SmallLabels WordChoiceIds Version QuestionTextUnsafe""".split()
)
_SCRIPTS = "QuestionJS"


def elements_of(translation: Translation, asked: Asked) -> list[Element]:
    """The elements a question becomes; none where it has no counterpart, and its entry says why."""
    payload = asked.payload
    sort = str(payload.get("QuestionType"))
    maker = _MAKERS.get(sort) if asked.kind != "none" or sort == "DB" else None
    if asked.kind == "side":
        made = _side_by_side(translation, asked)
    elif maker is None or mapping(payload.get("QuestionTypePluginProperties")):
        asked.entry.drop(_GONE.get(sort, f"Questions of the sort {asked.sort} have no counterpart."))
        return []
    else:
        made = maker(translation, asked)
    made = [element for element in made if _is_whole(element)]
    if not made:
        asked.entry.drop("It has no choices, rows or columns to answer with.")
        return []
    _finish(translation, asked, made)
    return made


def _is_whole(element: Element) -> bool:
    """Whether there is something to answer with."""
    kind = element["type"]
    if kind in ("radiogroup", "checkbox", "dropdown", "tagbox", "ranking"):
        return bool(element.get("choices")) or bool(element.get("showOtherItem"))
    if kind == "panel":
        element["elements"] = [inner for inner in element["elements"] if _is_whole(inner)]
        return bool(element["elements"])
    if kind == "multipletext":
        return bool(element["items"])
    return kind != "matrix" or bool(element["rows"] and element["columns"])


def _finish(translation: Translation, asked: Asked, made: list[Element]) -> None:
    payload, main = asked.payload, made[0]
    if main["type"] != "html":
        title = translation.words(asked, payload.get("QuestionText"), translation.translations(payload, "QuestionText"))
        if title:
            main["title"] = title
        if asked.kind == "side":
            _check_required(translation, asked, main)
        else:
            for element in main["elements"] if main["type"] == "panel" else (main,):
                apply_validation(translation, asked, element)
    if main["type"] == "matrix" and main.get("isRequired"):
        main["isAllRowRequired"] = True
    narrow(made, condition_of(translation, payload.get("DisplayLogic"), asked.entry, "display logic"))
    asked.entry.became = ", ".join(element["name"] for element in made)
    if payload.get(_SCRIPTS):
        asked.entry.lose("Its JavaScript is not taken over.")
    if mapping(payload.get("DataVisibility")).get("Hidden") in (True, "true"):
        asked.entry.approximate("It was hidden in reports there; it is not here.")
    if payload.get("GradingData"):
        asked.entry.lose("Its scores are left out.")
    naming = mapping(payload.get("VariableNaming"))
    if any(text and str(text) != plain(asked.choices.get(key, {}).get("Display")) for key, text in naming.items()):
        asked.entry.lose("Names for its values in reports are left out; files of answers that use them are still read.")
    note_unread(asked.entry, payload, _KNOWN | {_SCRIPTS, "DataVisibility", "GradingData"})


def _check_required(translation: Translation, asked: Asked, panel: Element) -> None:
    settings = mapping(mapping(asked.payload.get("Validation")).get("Settings"))
    if settings.get("ForceResponse") == "ON":
        for element in panel["elements"]:
            element["isRequired"] = True


def narrow(made: list[Element], condition: Node | None) -> None:
    """Let elements be shown only where this holds too."""
    if condition is None:
        return
    for element in made:
        own = element.get("visibleIf")
        element["visibleIf"] = f"({own}) and ({condition})" if own else str(condition)


def _side_by_side(translation: Translation, asked: Asked) -> list[Element]:
    """Grids side by side, as one panel with a grid for each column."""
    inside: list[Element] = []
    for key, part in mapping(asked.payload.get("AdditionalQuestions")).items():
        column = translation.asked.get(str(mapping(part).get("QuestionID") or f"{asked.qid}#{key}"))
        if column is not None:
            inside += elements_of(translation, column)
    asked.entry.approximate("Columns that stood side by side are grids below one another in one panel.")
    return [{"type": "panel", "name": asked.name, "elements": inside}]
