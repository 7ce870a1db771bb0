"""People's names, by the words that lead to them or follow them, and by first names that mean nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from regard.analytics.text.personal.first_names import FIRST_NAMES, NOT_NAMES
from regard.analytics.text.sentences import Span

_WORD = r"[A-ZÀ-ÞŁŚŽ](?:[a-zà-ÿąćęłńśźżăîșțğışçž]+|\.)(?:[-'’][A-ZÀ-Þ]?[a-zà-ÿ]+)*"
PARTICLES = frozenset("van von de da do dos das del della di la le der den zu zur bin al ter ten el du des".split())
_LINKS = "|".join(sorted(PARTICLES))
_LINK = rf"(?:\s(?:{_LINKS}))*"
_NAME = rf"(?P<name>(?:(?:{_LINKS})\s){{0,2}}(?:O['’]|Mc|Mac|D['’])?{_WORD}(?:{_LINK}\s(?:O['’]|Mc|Mac|D['’])?{_WORD}){{0,3}})"
_GREETINGS = "Dear|Hi|Hello|Hey|Hallo|Liebe|Lieber|Guten Tag|Hola|Estimad[oa]|Querid[oa]|Cher|Chère|Bonjour|Olá|Oi|Prezad[oa]|Car[oa]|Beste|Geachte|Ciao|Gentile"
_TITLES = (
    r"Mr\.?|Mrs\.?|Ms\.?|Miss|Mx\.?|Dr\.?|Prof\.?|Herrn?|Frau|Sr\.?|Sra\.?|Srta\.?|Señora?|Don|Doña|Monsieur|Madame|Mme\.?|Mlle\.?|M\.|Dhr\.?|Mevr\.?|Mevrouw|"
    r"Meneer|Senhora?|Dona|Signora?|Sig\.?|señora?|señorita|senhora?|meneer|mevrouw|monsieur|madame|mademoiselle|signora?"
)
_SELF = (
    r"[Mm]y name(?:'s| is)|[Tt]he name(?:'s| is)|[Ii] am called|I['’]m|I am|[Tt]his is|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Ii]ch bin|[Mm]e llamo|[Mm]i nombre es|[Ss]oy|"
    r"[Jj]e m['’]appelle|[Mm]on nom est|[Jj]e suis|[Mm]eu nome é|[Cc]hamo-me|[Mm]e chamo|[Ss]ou [oa]|[Mm]ijn naam is|[Ii]k ben|[Ii]k heet|[Mm]i chiamo|[Ss]ono|[Hh]ier (?:ist|spricht)|(?:se llama|s['’]appelle|se chama|si chiama|heißt|heisst|heet)"
)
_WITH = (
    r"(?:spoke|speak|talked|talk|chatted|dealt|emailed) (?:to|with)|(?:helped|served|assisted|answered|handled|told|called|treated) by|named|[Tt]hanks to|[Tt]hank you,?|[Tt]hanks,?|"
    r"(?:agent|employee|advisor|adviser|rep|representative|colleague|driver|manager|waiter|waitress|technician|clerk|nurse|assistant|husband|wife|son|daughter)|"
    r"(?:Mitarbeiter(?:in)?|Kolleg(?:e|en|in)|Berater(?:in)?|Fahrer(?:in)?|[Dd]anke(?: an)?)|(?:atendente|vendedora?|funcionári[oa]|[Oo]brigad[oa],?)|"
    r"(?:empleado|empleada|agente|asesora?|[Gg]racias,?(?: a)?)|(?:conseill(?:er|ère)|[Mm]erci(?: à)?)|(?:medewerk(?:er|ster)|collega|[Bb]edankt,?|[Dd]ank aan)"
)
_CLOSINGS = (
    r"[Rr]egards|[Ss]incerely|[Cc]heers|[Bb]est(?: wishes)?|[Tt]hanks|[Tt]hank you|[Yy]ours(?: \w+)?|[Gg]rüße|[Gg]ruß|[Gg]rüßen|MfG|LG|VG|[Ss]aludos|[Uu]n saludo|[Cc]ordialement|"
    r"[Bb]ien à vous|[Aa]tenciosamente|[Aa]tt\.?|[Aa]braços?|[Oo]brigad[oa]|[Gg]roet(?:en|jes)?|[Ss]aluti|[Gg]razie|[Mm]erci|[Gg]racias|[Dd]anke"
)
_CUED = [
    re.compile(
        rf"(?:^|(?<=[\s,.!?>(]))(?:{_GREETINGS})\s+(?:(?:{_TITLES})\s+)?{_NAME}(?=\s*(?:[,!.:;\n–-]|$))", re.MULTILINE
    ),
    re.compile(rf"\b(?:{_TITLES})\s+(?:(?:{_TITLES})\s+)*{_NAME}"),
    re.compile(rf"(?:^|(?<=[\s,.!?(]))(?:{_SELF})\s+{_NAME}"),
    re.compile(rf"(?:^|(?<=[\s,.!?(]))(?:{_WITH})\s+(?:(?:{_TITLES})\s+)?{_NAME}"),
    re.compile(rf"(?:{_CLOSINGS})\s*[,.!\n–-]+\s*{_NAME}(?=\s*[.,!]?\s*(?:\n|$))"),
    re.compile(rf"(?:^|\n)\s*(?:{_CLOSINGS})\s+{_NAME}(?=\s*[.,!]?\s*$)"),
    re.compile(rf"(?:^|\n)(?i:hoi|hallo|hi|hey|dag|salve|ciao),\s+{_NAME}(?=\s+(?:hier|here|qui)\b)"),
    re.compile(rf"(?:^|\n)\s*[-–—~]\s*{_NAME}\s*$"),
]
_CAPITALISED = re.compile(rf"(?<![\w@#.]){_NAME}")
_OF_ONESELF = re.compile(
    r"(?:[Ii]ch bin|[Ss]oy|[Jj]e suis|[Ss]ou [oa]|[Ii]k ben|[Ss]ono|[Hh]ier (?:ist|spricht)|heißt|heisst|heet)$"
)
_DOUBTFUL = re.compile(
    r"(?:I['’]m|I am|[Tt]his is|[Ii]ch bin|[Ss]oy|[Jj]e suis|[Ss]ou [oa]|[Ii]k ben|[Tt]hank(?:s| you)(?: to)?,?|[Dd]anke(?: an)?|[Oo]brigad[oa],?|[Gg]racias,?(?: a)?|"
    r"[Mm]erci(?: à)?|[Bb]edankt,?|[Dd]ank aan|told by|called by|Hi|Hello|Hey|Oi)$"
)


def find_names(text: str) -> Iterator[Span]:
    """Names after a greeting, a title, "my name is", "I spoke to", a closing, and those that begin with a known first name."""
    for pattern in _CUED:
        for found in pattern.finditer(text):
            span = _without_others(text, *found.span("name"))
            if span and _is_likely(text[found.start() : found.start("name")].rstrip(), text[slice(*span)]):
                yield span
    for found in _CAPITALISED.finditer(text):
        words = found["name"].split()
        for place, word in enumerate(words):
            if word.lower() in FIRST_NAMES:
                start = found.start() + found["name"].index(word, sum(map(len, words[:place])) + place if place else 0)
                span = _without_others(text, start, found.end())
                if span:
                    yield span
                break


def _is_likely(cue: str, name: str) -> bool:
    """Whether what follows such words is a name: where they lead to other things as well, a known one or, of oneself, a full one."""
    if _is_known(name):
        return True
    if _OF_ONESELF.search(cue):
        return len(name.split()) > 1
    return not _DOUBTFUL.search(cue)


def _is_known(name: str) -> bool:
    return any(word.lower() in FIRST_NAMES for word in name.split())


def _without_others(text: str, start: int, end: int) -> Span | None:
    """The name up to the first word that is none; a particle counts where a name follows it."""
    at, is_name = start, False
    for word in re.finditer(r"\S+", text[start:end]):
        plain = word[0].lower().strip(".,!")
        if plain in PARTICLES:
            continue
        if plain in NOT_NAMES:
            break
        at, is_name = start + word.end(), True
    return (start, at) if is_name else None
