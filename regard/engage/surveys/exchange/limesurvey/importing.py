"""A LimeSurvey file as a definition, with the report and the slots of its answers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from regard.engage.surveys.exchange.conditions import Compare, Const, Node, Ref, both, either, scalar
from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.imported import Imported
from regard.engage.surveys.exchange.languages import from_limesurvey
from regard.engage.surveys.exchange.limesurvey.asked import Asked, Element, Translation, code_value
from regard.engage.surveys.exchange.limesurvey.attributes import apply_attributes
from regard.engage.surveys.exchange.limesurvey.file import Row, Tables, read_tables
from regard.engage.surveys.exchange.limesurvey.naming import ask
from regard.engage.surveys.exchange.limesurvey.questions import elements_of
from regard.engage.surveys.exchange.limesurvey.structure import Group, groups_of
from regard.engage.surveys.exchange.markup import plain, safe_html
from regard.engage.surveys.exchange.names import NameBook

_NARROW = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_HANDLED = {"answers", "answer_l10ns", "groups", "group_l10ns", "questions", "question_l10ns", "subquestions"}
_HANDLED |= {"question_attributes", "conditions", "surveys", "surveys_languagesettings", "defaultvalues"}
_HANDLED |= {"defaultvalue_l10ns", "quota", "quota_members", "quota_languagesettings", "question_themes"}
_LOOKS = {"themes", "themes_inherited", "surveys_groupsettings", "plugin_settings", "survey_url_parameters"}


def import_limesurvey(*, content: bytes) -> Imported:
    """Translate an .lss, .lsg or .lsq. Raises SurveyUnreadable where it is none."""
    tables = read_tables(content=content)
    if tables.sort not in ("Survey", "Group", "Question"):
        raise SurveyUnreadable(f"The file holds {tables.sort.lower()} without their survey. Give the .lss or the .lsa.")
    survey = next(iter(tables.of("surveys")), {})
    raw = survey.get("language") or next(iter(tables.languages), "en")
    translation = Translation(from_limesurvey(raw))
    groups = groups_of(tables, raw)
    if not groups:
        raise SurveyUnreadable("The file holds no question. Export the survey again, with its questions.")
    for group in groups:
        for question in group.questions:
            ask(translation, question)
    conditions = _old_conditions(translation, tables)
    definition = _heading(translation, tables, survey, raw)
    definition["pages"] = _pages(translation, groups, conditions, survey.get("format", "G"))
    if translation.calculated:
        definition["calculatedValues"] = translation.calculated
    quotas = _quotas(translation, tables)
    if quotas:
        definition.setdefault("regard", {})["quotas"] = quotas
    _note_rest(translation, tables)
    return Imported(definition, translation.report, translation.slots)


def _heading(translation: Translation, tables: Tables, survey: Row, raw: str) -> dict[str, Any]:
    entry = translation.report.add("survey", survey.get("sid", tables.sort.lower()))
    said = {row.get("surveyls_language", raw): row for row in tables.of("surveys_languagesettings")}
    made: dict[str, Any] = {}
    for column, ours in (("surveyls_title", "title"), ("surveyls_description", "description")):
        words = translation.words(entry, {code: row.get(column, "") for code, row in said.items()})
        if words:
            made[ours] = words
    made.setdefault("title", f"LimeSurvey {tables.sort.lower()}")
    thanks = {
        from_limesurvey(code): safe_html(row["surveyls_endtext"])
        for code, row in said.items()
        if row.get("surveyls_endtext")
    }
    if thanks:
        first = thanks.pop(translation.language, "") or next(iter(thanks.values()), "")
        made["completedHtml"] = {"default": first, **thanks} if thanks else first
    welcome = translation.words(entry, {code: row.get("surveyls_welcometext", "") for code, row in said.items()})
    if welcome:
        made["description"] = welcome if not made.get("description") else made["description"]
        entry.approximate("The words of welcome are the description.") if made[
            "description"
        ] == welcome else entry.lose("The words of welcome are left out; the description is kept.")
    if translation.language != "en":
        made["locale"] = translation.language
    made["showPrevButton"] = survey.get("allowprev", "N") == "Y"
    if survey.get("showprogress") == "Y":
        made["showProgressBar"] = True
    if survey.get("anonymized") == "Y":
        made["regard"] = {"anonymous": True}
    mails = any(row.get("surveyls_email_invite") for row in said.values())
    if mails:
        entry.lose("Texts of invitations and reminders by mail are written anew where the survey is sent.")
    for name in ("expires", "startdate"):
        if survey.get(name):
            entry.lose("When the survey opens and closes is set anew here.")
    return made


def _pages(translation: Translation, groups: list[Group], conditions: dict[str, Node], way: str) -> list[Element]:
    names = NameBook()
    pages: list[Element] = []
    for group in groups:
        entry = translation.report.add("group", group.id or "group", plain(next(iter(group.names.values()), "")))
        name = names.take(plain(next(iter(group.names.values()), "")) or "page", f"page{len(pages) + 1}")
        page: Element = {"name": name, "elements": []}
        for title, texts in (("title", group.names), ("description", group.descriptions)):
            words = translation.words(entry, texts)
            if words:
                page[title] = words
        if group.random:
            entry.lose("The random order of groups is left out.")
        shown = translation.condition(entry, group.relevance, "relevance")
        if shown is not None:
            page["visibleIf"] = str(shown)
        for question in group.questions:
            page["elements"] += _asked(translation, translation.asked[question.id], conditions.get(question.id))
        entry.became = name
        if page["elements"]:
            pages.append(page)
    if way == "A" and len(pages) > 1:
        translation.report.add("settings", "format").approximate("Groups that stood on one page are a page each.")
    elif way == "S":
        translation.report.add("settings", "format").approximate(
            "Questions that had a page each stand together by group."
        )
    return pages or [{"name": "page1", "elements": []}]


def _asked(translation: Translation, asked: Asked, old: Node | None) -> list[Element]:
    made = elements_of(translation, asked)
    question = asked.question
    if not made:
        return []
    main = made[0]
    if main["type"] != "html":
        title = translation.words(asked.entry, question.texts)
        if title:
            main["title"] = title
        helps = translation.words(asked.entry, question.helps)
        if helps:
            main["description"] = helps
    apply_attributes(translation, asked, main)
    relevance = question.row.get("relevance", "")
    shown = translation.condition(asked.entry, relevance, "relevance")
    shown = shown if relevance.strip() not in ("", "1") else both(shown, old)
    for element in made if shown is not None else ():
        own = element.get("visibleIf")
        element["visibleIf"] = f"({own}) and ({shown})" if own else str(shown)
    asked.entry.became = ", ".join(element["name"] for element in made)
    return made


def _old_conditions(translation: Translation, tables: Tables) -> dict[str, Node]:
    """Conditions of older files: those of one scenario hold together, save that one question may be any of its values."""
    found: dict[str, dict[str, dict[str, list[Node]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for row in tables.of("conditions"):
        node = _old_condition(translation, row)
        asked = translation.asked.get(row.get("qid", ""))
        if node is not None:
            found[row.get("qid", "")][row.get("scenario") or "1"][row.get("cfieldname", "")].append(node)
        elif asked is not None and asked.question.row.get("relevance", "") in ("", "1"):
            asked.entry.lose(f"Its condition on {row.get('cfieldname', '?')[:60]} is left out.")
    return {qid: either(*(_together(fields) for fields in scenarios.values())) for qid, scenarios in found.items()}


def _together(fields: dict[str, list[Node]]) -> Node:
    joined = both(*(either(*nodes) for nodes in fields.values()))
    return joined if joined is not None else Const(True)


def _old_condition(translation: Translation, row: Row) -> Node | None:
    field = row.get("cfieldname", "").lstrip("+").split(".")[0]
    operand = translation.operands.get(field.lower())
    sign = _NARROW.get(row.get("method", "==").strip())
    value = row.get("value", "")
    if operand is None or sign is None or value.startswith(("@", "{")):
        return None
    if not isinstance(operand, Ref):
        return operand.node() if not hasattr(operand, "left") and value == "Y" else None  # type: ignore[union-attr]
    asked = translation.asked.get(row.get("cqid", ""))
    if value == "" and sign in ("=", "<>"):
        return Compare(operand, "empty" if sign == "=" else "notempty")
    if asked is not None and asked.question.sort in ("M", "P") and operand.part is None:
        return Compare(operand, "contains", Const(code_value(value)))
    return Compare(operand, sign, Const(scalar(value)))


def _quotas(translation: Translation, tables: Tables) -> list[Element]:
    found = []
    for row in tables.of("quota"):
        key = row.get("id", "")
        entry = translation.report.add("quota", row.get("name") or key)
        nodes: dict[str, list[Node]] = defaultdict(list)
        for member in tables.of("quota_members"):
            asked = translation.asked.get(member.get("qid", ""))
            if member.get("quota_id") == key and asked is not None:
                several = asked.question.sort in ("M", "P")
                sign = "contains" if several else "="
                nodes[asked.name].append(Compare(Ref(asked.name), sign, Const(code_value(member.get("code", "")))))
        limit = scalar(row.get("qlimit", ""))
        if not nodes or not isinstance(limit, int) or row.get("active", "1") == "0":
            entry.drop("It is not active, or its answers or its number could not be read.")
            continue
        said = [one for one in tables.of("quota_languagesettings") if one.get("quotals_quota_id") == key]
        html = safe_html(said[0].get("quotals_message", "")) if said else ""
        quota: Element = {"name": row.get("name") or key, "expression": str(_together(nodes)), "limit": limit}
        found.append(quota | ({"html": html} if html else {}))
        entry.became = quota["expression"]
    return found


def _note_rest(translation: Translation, tables: Tables) -> None:
    for name, rows in tables.rows.items():
        if name == "assessments":
            translation.report.add("assessments", f"{len(rows)} rows").drop("Scores of answers have no counterpart.")
        elif name not in _HANDLED | _LOOKS and rows:
            translation.report.add("table", name).drop(f"Its {len(rows)} rows have no counterpart.")
