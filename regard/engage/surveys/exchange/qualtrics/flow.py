"""The flow of a .qsf as pages: blocks, branches, randomizers, embedded data, ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from regard.engage.surveys.exchange.conditions import Node, both, negated, scalar
from regard.engage.surveys.exchange.markup import plain, safe_html
from regard.engage.surveys.exchange.names import NameBook
from regard.engage.surveys.exchange.qualtrics.asked import Element, Translation
from regard.engage.surveys.exchange.qualtrics.file import Json, mapping, members
from regard.engage.surveys.exchange.qualtrics.logic import condition_of
from regard.engage.surveys.exchange.qualtrics.questions import elements_of, narrow
from regard.engage.surveys.exchange.qualtrics.values import expression_of

_NOTHING_HERE = {
    "WebService": "Calling another service on the way has no counterpart.",
    "Authenticator": "Respondents are known by their invitation instead of signing in.",
    "TableOfContents": "There is no table of contents to jump from.",
    "ReferenceSurvey": "The questions lie in a library and not in the file.",
    "Quota": "Quotas hold for the whole survey.",
    "QuotaCheck": "Quotas hold for the whole survey.",
    "Conjoint": "Conjoint tasks have no counterpart.",
    "ArchiveData": "Archived answers have no counterpart.",
    "SupplementalData": "Data from outside have no counterpart.",
    "ContactList": "Contacts are not changed by answering.",
}


@dataclass
class Flow:
    """What the flow makes of a survey."""

    pages: list[Element] = field(default_factory=list)
    triggers: list[Element] = field(default_factory=list)
    endings: list[Element] = field(default_factory=list)  # thanks to those of whom something holds
    fields: dict[str, str] = field(default_factory=dict)  # expression by name of the value
    thanks: str = ""
    used: set[str] = field(default_factory=set)  # blocks
    names: NameBook = field(default_factory=NameBook)


def follow(translation: Translation, steps: Iterable[Json], flow: Flow, holds: Node | None = None) -> None:
    """Walk through the flow; what lies under a branch is shown only where the branch holds."""
    for step in steps:
        sort = str(step.get("Type") or "")
        if sort in ("Block", "Standard", "Default"):
            _take_block(translation, str(step.get("ID") or ""), flow, holds)
        elif sort == "Branch":
            _branch(translation, step, flow, holds)
        elif sort in ("Group", "Root", "Flow"):
            follow(translation, members(step.get("Flow")), flow, holds)
        elif sort in ("BlockRandomizer", "Randomizer"):
            _randomizer(translation, step, flow, holds)
        elif sort == "EmbeddedData":
            _fields(translation, step, flow, holds)
        elif sort in ("EndSurvey", "EndOfSurvey"):
            _end(translation, step, flow, holds)
        else:
            entry = translation.report.add("flow", str(step.get("FlowID") or "?"), sort)
            entry.drop(_NOTHING_HERE.get(sort, f"A step of the sort {sort or 'unknown'!r} has no counterpart."))
            follow(translation, members(step.get("Flow")), flow, holds)


def _branch(translation: Translation, step: Json, flow: Flow, holds: Node | None) -> None:
    entry = translation.report.add("branch", str(step.get("FlowID") or "?"), plain(step.get("Description")))
    found = condition_of(translation, step.get("BranchLogic"), entry, "condition")
    if found is None:
        entry.lose("Its condition could not be read: what it leads to is shown to everybody.")
    entry.became = str(found or "")
    follow(translation, members(step.get("Flow")), flow, both(holds, found))


def _randomizer(translation: Translation, step: Json, flow: Flow, holds: Node | None) -> None:
    inside = list(members(step.get("Flow")))
    entry = translation.report.add("randomizer", str(step.get("FlowID") or "?"), plain(step.get("Description")))
    shown = scalar(step.get("SubSet") or len(inside))
    before = len(flow.pages)
    follow(translation, inside, flow, holds)
    made = flow.pages[before:]
    if isinstance(shown, int) and shown < len(inside):
        entry.lose(f"Of {len(inside)} parts {shown} were shown at random; here everybody is shown all of them.")
    elif len(made) > 1:
        panels = [_panel(page) for page in made]
        flow.pages[before:] = [{"name": flow.names.take("random"), "elements": panels, "questionsOrder": "random"}]
        entry.approximate("Its parts are panels in random order on one page.")


def _panel(page: Element) -> Element:
    return {"type": "panel", **page}


def _fields(translation: Translation, step: Json, flow: Flow, holds: Node | None) -> None:
    for one in members(step.get("EmbeddedData")):
        name = str(one.get("Field") or one.get("Description") or "")
        if not name:
            continue
        entry = translation.report.add("embedded data", name)
        entry.became = known = translation.field_name(name)
        value = one.get("Value")
        if value in (None, "") or str(one.get("Type")) == "Recipient":
            entry.approximate("Who sends the survey gives it; conditions that look at it hold where it was given.")
            continue
        said = expression_of(translation.pipes.translate(str(value), entry))
        before = flow.fields.get(known, "''")
        flow.fields[known] = f"iif({holds}, {said}, {before})" if holds is not None else said


def _end(translation: Translation, step: Json, flow: Flow, holds: Node | None) -> None:
    entry = translation.report.add("end", str(step.get("FlowID") or "?"))
    options = mapping(step.get("Options"))
    message = str(options.get("EOSMessage") or "")
    if options.get("EOSRedirectURL"):
        entry.lose("Sending people to another address at the end is left out.")
    if message and (message.startswith("MS_") or options.get("EOSMessageLibrary")):
        entry.lose("Its closing words lie in a library and not in the file.")
        message = ""
    html = safe_html(message)
    if holds is None:
        flow.thanks = flow.thanks or html
        return
    flow.triggers.append({"type": "complete", "expression": str(holds)})
    entry.approximate("The survey ends as soon as the page is left on which its condition holds.")
    if html:
        flow.endings.append({"expression": str(holds), "html": html})


def _take_block(translation: Translation, identity: str, flow: Flow, holds: Node | None) -> None:
    block = translation.file.blocks.get(identity)
    if block is None:
        entry = translation.report.add("block", identity or "?")
        entry.drop("The flow names a block that is not in the file.")
        return
    if identity in flow.used:
        translation.report.add("block", identity).drop("It is asked a second time; here each question is asked once.")
        return
    flow.used.add(identity)
    options = mapping(block.get("Options"))
    entry = translation.report.add("block", identity, plain(block.get("Description")))
    if str(options.get("Looping") or "None") not in ("None", "false", "False"):
        entry.approximate("Its questions are asked once, not again for each of a list.")
    order = str(options.get("RandomizeQuestions") or "false")
    pages = _pages_of_block(translation, block, flow)
    if order.lower() not in ("false", "none", "nothing"):
        for page in pages:
            page["questionsOrder"] = "random"
        if order != "RandomizeAll" or len(pages) > 1:
            entry.approximate("Questions are in random order within a page; none is left out.")
    logic = condition_of(translation, options.get("BlockLogic") or options.get("DisplayLogic"), entry, "block logic")
    for page in pages:
        narrow([page], both(holds, logic))
    entry.became = ", ".join(page["name"] for page in pages)
    flow.pages += [page for page in pages if page["elements"]]


@dataclass
class _Skipping:
    """A skip that is on: what it asks for, and the question it ends at."""

    unless: Node
    until: str


def _pages_of_block(translation: Translation, block: Json, flow: Flow) -> list[Element]:
    name = plain(block.get("Description")) or "page"
    pages: list[Element] = [{"name": flow.names.take(name, "page"), "elements": []}]
    skips: list[_Skipping] = []
    for element in members(block.get("BlockElements")):
        if str(element.get("Type")) == "Page Break":
            pages.append({"name": flow.names.take(name, "page"), "elements": []})
            continue
        qid = str(element.get("QuestionID") or "")
        asked = translation.asked.get(qid)
        if asked is None:
            translation.report.add("question", qid or "?").drop("Its block names it, but it is not in the file.")
            continue
        skips = [skip for skip in skips if skip.until != qid]
        made = elements_of(translation, asked)
        narrow(made, both(*(negated(skip.unless) for skip in skips)))
        pages[-1]["elements"] += made
        found = _skips(translation, element, asked.qid, flow)
        skips += found[0]
        if found[1]:
            pages.append({"name": flow.names.take(name, "page"), "elements": []})
    return [page for page in pages if page["elements"]] or pages[:1]


def _skips(translation: Translation, element: Json, qid: str, flow: Flow) -> tuple[list[_Skipping], bool]:
    """The skips that begin after a question, and whether there were any: a skip ends the page."""
    rules = list(members(element.get("SkipLogic")))
    made = []
    for rule in rules:
        entry = translation.report.add("skip logic", qid, plain(rule.get("Description")))
        locator = rule.get("ChoiceLocator") or rule.get("Locator")
        said = {"Operator": rule.get("Condition"), "LeftOperand": locator, "RightOperand": rule.get("Value")}
        found = condition_of(translation, {"0": {"0": said | {"QuestionID": qid}}}, entry, "condition")
        target = str(rule.get("SkipToDestination") or rule.get("SkipTo") or "")
        if found is None:
            entry.is_gone = True
        elif target == "ENDOFSURVEY":
            flow.triggers.append({"type": "complete", "expression": str(found)})
            entry.became = "the survey ends when the page is left"
        else:
            made.append(_Skipping(found, target))
            entry.became = "the questions skipped are shown unless it holds"
    return made, bool(rules)


def leftover(translation: Translation, flow: Flow) -> None:
    """Say of every block nobody is led to that it is not asked."""
    for identity, block in translation.file.blocks.items():
        if identity in flow.used:
            continue
        trash = str(block.get("Type")) == "Trash"
        for element in members(block.get("BlockElements")):
            qid = str(element.get("QuestionID") or "")
            payload = translation.file.questions.get(qid)
            if payload is not None:
                entry = translation.report.add("question", qid, plain(payload.get("QuestionText")))
                entry.drop(
                    "It lies among the unused questions." if trash else "No step of the flow leads to its block."
                )
