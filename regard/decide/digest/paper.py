"""The digest as PDF, by Typst, which is installed on request."""

import json
from pathlib import Path

from regard.analytics.errors import RegardError
from regard.decide.digest.content import Digest
from regard.decide.digest.page import BETTER, SOFT, STATES, WORSE, calm_of, title_of, word_of
from regard.decide.digest.words import expected_of, fix_in_words, headline_of, number_in, span_of

TEMPLATE = Path(__file__).parent / "digest.typ"


class NoPaper(RegardError):
    """What makes PDFs is not installed."""

    code = "pdf_unavailable"
    status = 501


def pdf_of(*, digest: Digest) -> bytes:
    """The digest as a tagged PDF. Raises NoPaper where Typst is not installed."""
    try:
        import typst  # noqa: PLC0415  # only who wants paper has it
    except ImportError:
        raise NoPaper("PDFs need Typst. Install it with `pip install 'regard[pdf]'`, or ask for HTML.") from None
    told = {
        "title": title_of(digest=digest),
        "organisation": digest.organisation,
        "span": span_of(digest),
        "headline": headline_of(digest),
        "calm": calm_of(digest),
        "lines": [
            {
                "label": line.label,
                "word": word_of(line),
                "tone": SOFT if line.word not in ("higher", "lower") else BETTER if line.is_better else WORSE,
                "value": number_in(line.unit, line.value),
                "n": f"{line.n:,}",
                "expected": expected_of(line),
            }
            for line in digest.lines
        ],
        "alerts": [{"watch": one.watch, "title": one.title, "state": STATES[one.state]} for one in digest.alerts],
        "fixes": [{"label": fix.label, "words": fix_in_words(fix)} for fix in digest.fixes],
    }
    made = typst.compile(str(TEMPLATE), sys_inputs={"digest": json.dumps(told)})
    return bytes(made)
