"""The digest as HTML that mail programs understand: tables, inline styles, nothing fetched from anywhere; and as text."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from regard.decide.digest.content import Digest, Line
from regard.decide.digest.words import SHAPES, expected_of, fix_in_words, headline_of, number_in, span_of

INK, SOFT, LINE, ACCENT = "#16201C", "#4A5651", "#DFE4E1", "#0B6B5B"
BETTER, WORSE = "#1D63A8", "#AD4A08"
FONT = "-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif"
CELL = f"padding:6px 8px;border-top:1px solid {LINE};vertical-align:top"
STATES = {"open": "open", "acknowledged": "somebody is at it", "resolved": "resolved"}


def html_of(*, digest: Digest, link: str | None = None) -> str:
    """The digest as one HTML document; `link` is the console's address, without it nothing is linked."""
    return format_html(
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>{title}</title></head>'
        '<body style="margin:0;padding:16px;background:#F5F7F6;color:{ink};font:14px/20px {font}">'
        '<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr><td align="center">'
        '<table role="presentation" width="640" cellspacing="0" cellpadding="0" style="max-width:640px;width:100%;'
        'background:#FFFFFF;border:1px solid {line};text-align:left"><tr><td style="padding:16px 20px">'
        '<p style="margin:0;color:{soft}">{who} · {span}</p>'
        '<h1 style="margin:4px 0 12px;font-size:20px;line-height:26px">{headline}</h1>{parts}</td></tr></table>'
        "</td></tr></table></body></html>",
        title=title_of(digest=digest),
        ink=INK,
        font=SafeString(FONT),
        line=LINE,
        soft=SOFT,
        who=digest.organisation,
        span=span_of(digest),
        headline=headline_of(digest),
        parts=_parts(digest, link),
    )


def text_of(*, digest: Digest) -> str:
    """The digest for those who read mail as text."""
    rows = [digest.organisation, span_of(digest), "", headline_of(digest), "", "METRICS"]
    rows += [f"{word_of(line)} {line.label}: {number_in(line.unit, line.value)}, n {line.n:,}" for line in digest.lines]
    rows += [
        "",
        "ALERTS",
        *([f"- {told.watch}: {told.title} ({STATES[told.state]})" for told in digest.alerts] or [calm_of(digest)]),
    ]
    if digest.fixes:
        rows += ["", "WHAT TO FIX FIRST", *(f"- {fix.label}: {fix_in_words(fix)}" for fix in digest.fixes)]
    return "\n".join(rows) + "\n"


def title_of(*, digest: Digest) -> str:
    """The subject line."""
    count = len(digest.changes)
    told = f"{count} {'metric' if count == 1 else 'metrics'} changed" if count else "as expected"
    return f"{digest.organisation}, week of {digest.since:%-d %B}: {told}"


def _parts(digest: Digest, link: str | None) -> SafeString:
    alerts = [_alert_row(told.watch, told.title, told.state, link, told.slug) for told in digest.alerts]
    parts = [
        _heading("Metrics"),
        _table(("", "This week", "Expected, 95 % band"), (_metric_row(line) for line in digest.lines)),
        _note(
            "A change is named when it is beyond chance, corrected for all metrics looked at. Expected from the weeks before."
        ),
        _heading("Alerts"),
        _table(("Watch", "What", "State"), alerts) if alerts else _note(calm_of(digest)),
    ]
    if digest.fixes:
        rows = [
            format_html(
                '<tr><td style="{}"><b>{}</b><br><span style="color:{}">{}</span></td></tr>',
                *(CELL, fix.label, SOFT, fix_in_words(fix)),
            )
            for fix in digest.fixes
        ]
        parts += [
            _heading("What to fix first"),
            _table((), rows),
            _note("Over the 13 weeks up to the end of this one."),
        ]
    if link:
        parts.append(
            format_html('<p style="margin:16px 0 0"><a href="{}" style="color:{}">Open Regard</a></p>', link, ACCENT)
        )
    return format_html_join("", "{}", ((part,) for part in parts))


def _metric_row(line: Line) -> SafeString:
    tone = SOFT if line.word not in ("higher", "lower") else BETTER if line.is_better else WORSE
    return format_html(
        '<tr><td style="{cell}">{label}<br><span style="color:{tone}">{word}</span></td>'
        '<td style="{cell};white-space:nowrap"><b>{value}</b><br><span style="color:{soft}">n {n}</span></td>'
        '<td style="{cell};color:{soft}">{expected}</td></tr>',
        cell=CELL,
        label=line.label,
        tone=tone,
        word=word_of(line),
        value=number_in(line.unit, line.value),
        soft=SOFT,
        n=f"{line.n:,}",
        expected=expected_of(line),
    )


def _alert_row(watch: str, title: str, state: str, link: str | None, slug: str) -> SafeString:
    named = (
        format_html('<a href="{}/watch/{}" style="color:{}">{}</a>', link.rstrip("/"), slug, ACCENT, watch)
        if link
        else watch
    )
    return format_html(
        '<tr><td style="{c}">{named}</td><td style="{c}">{title}</td><td style="{c};color:{tone}">{state}</td></tr>',
        c=CELL,
        named=named,
        title=title,
        tone=WORSE if state == "open" else SOFT,
        state=STATES[state],
    )


def word_of(line: Line) -> str:
    """The verdict with its shape."""
    return f"{SHAPES[line.word]} {line.word}"


def calm_of(digest: Digest) -> str:
    """What stands where no alerts are."""
    return "No alerts." if digest.watches else "Nothing is watched. Begin a watch to be told of what is not expected."


def _heading(text: str) -> SafeString:
    return format_html('<h2 style="margin:20px 0 6px;font-size:15px;line-height:20px">{}</h2>', text)


def _note(text: str) -> SafeString:
    return format_html('<p style="margin:6px 0 0;font-size:12px;line-height:16px;color:{}">{}</p>', SOFT, text)


def _table(heads: tuple[str, ...], rows: Iterable[SafeString]) -> SafeString:
    style = f"padding:2px 8px;text-align:left;font-size:12px;font-weight:400;color:{SOFT}"
    named = format_html_join("", '<th scope="col" style="{}">{}</th>', ((style, head) for head in heads))
    head = format_html("<tr>{}</tr>", named) if heads else ""
    return format_html(
        '<table width="100%" cellspacing="0" cellpadding="0" style="border-collapse:collapse">{}{}</table>',
        head,
        format_html_join("", "{}", ((row,) for row in rows)),
    )
