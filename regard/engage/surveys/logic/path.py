"""The pages somebody walks through with their answers, and what is wrong on them."""

from dataclasses import dataclass

from regard.engage.surveys.logic.checks import Wrong, wrongs_of, wrongs_of_panels
from regard.engage.surveys.logic.form import Form, kind_of_trigger
from regard.engage.surveys.logic.questions import Question


@dataclass(frozen=True)
class Walk:
    """Which pages were walked through and the first wrongs met; empty where the survey was finished rightly."""

    pages: tuple[int, ...]
    wrongs: tuple[Wrong, ...]


def walk(form: Form) -> Walk:
    """Go from page to page as the answers lead, until the end, a trigger that ends it, or something wrong."""
    walked: list[int] = []
    page = next_page(form, -1)
    while page is not None and page not in walked:
        walked.append(page)
        wrongs = wrongs_on(form, page)
        if wrongs:
            return Walk(tuple(walked), tuple(wrongs))
        if ends_after(form, page):
            break
        page = next_page(form, page)
    return Walk(tuple(walked), ())


def wrongs_on(form: Form, page: int) -> list[Wrong]:
    """What is wrong on one page."""
    questions = _on(form, page)
    found = [wrong for question in questions for wrong in wrongs_of(form, question)]
    return found + wrongs_of_panels(form, {question.name for question in questions})


def ends_after(form: Form, page: int) -> bool:
    """Whether a trigger ends the survey after a page."""
    names = {question.name for question in _on(form, page)} | set(form.calculated)
    triggers = form.plan.definition.get("triggers") or []
    return any(kind_of_trigger(one) == "complete" and form.fires(one, names) for one in triggers)


def next_page(form: Form, page: int) -> int | None:
    """The page after one: where a trigger leads, else the next that shows something."""
    target = _skipped_to(form, page) if page >= 0 else None
    if target is not None:
        return target
    return next((at for at in range(page + 1, len(form.plan.pages)) if form.is_page_visible(at)), None)


def _skipped_to(form: Form, page: int) -> int | None:
    """Where a trigger leads from a page: only onward, and only to what is shown."""
    names = {question.name for question in _on(form, page)}
    for trigger in form.plan.definition.get("triggers") or []:
        target = form.plan.by_name.get(str(trigger.get("gotoName") or "").lower())
        if kind_of_trigger(trigger) != "skip" or target is None or target.page <= page:
            continue
        if form.is_visible(target) and form.fires(trigger, names):
            return target.page
    return None


def _on(form: Form, page: int) -> list[Question]:
    return [question for question in form.plan.questions if question.page == page]
