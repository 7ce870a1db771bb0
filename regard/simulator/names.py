"""What customers are called and where they can be written to; none of them exists."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.simulator.blocks import Block
from regard.simulator.calendar import Numbers

_FIRST = {
    "de": "Ilvy Anton Greta Jonas Mira Tarik Lotte Emil Frieda Henrik Selin Ruben Marlene Bela Nuria Arne".split(),
    "fr": "Camille Hugo Inès Théo Margaux Bastien Noémie Lucien Aïcha Clément Élise Rémi Jeanne Malo Yara Denis".split(),
    "es": "Lucía Mateo Carmen Iker Alba Diego Nerea Hugo Marta Pablo Ainhoa Bruno Elena Saúl Leire Tomás".split(),
    "pt": "Inês Tiago Beatriz Rui Matilde Duarte Leonor Nuno Mafalda Vasco Joana Simão Clara Afonso Marta Gil".split(),
    "en": "Ellis Poppy Rowan Freya Callum Nadia Hector Isla Jamal Tess Oscar Maeve Priya Rory Wren Angus".split(),
}
_LAST = {
    "de": "Tannhagen Moosbrunn Feldkirchner Okonedo Steinrück Yılmaz Auerbacher Lindholz Brandstetter Haselwarter".split(),
    "fr": "Montclair Desforges Beaurivage Lacombette Benhaddou Sauvageot Rochefleur Tissandel Villedieu Marchandeau".split(),
    "es": "Valdeolmos Iturrieta Carrascal Monteagudo Peñaflor Arrizabal Olivenza Riofrío Castrojeriz Belmontes".split(),
    "pt": "Valadares Pedrógão Carvalhosa Montemor Alcoforado Ribadouro Figueirinha Salvaterra Penedono Arrifana".split(),
    "en": "Thornbury Ashdown Okafor-Hale Pennyfeather Kirkbride Wetherall Blackmoor Sandiford Marlowe-Reid Hathersage".split(),
}
_LANGUAGES = tuple(_FIRST)


def full_names(block: Block) -> pa.Array:
    """First and last name of each customer."""
    first, last = _parts(block)
    return pc.binary_join_element_wise(first, last, " ")


def emails(block: Block) -> pa.Array:
    """An address that is each customer's alone, at a domain that cannot receive mail."""
    first, last = (pc.utf8_lower(_plain(part)) for part in _parts(block))
    number = pa.array(np.arange(len(block.people))).cast(pa.string())
    own = pc.binary_join_element_wise(first, last, number, ".")
    return pc.binary_join_element_wise(own, f"@post-{block.people.tag}.example", "")


def _parts(block: Block) -> tuple[pa.Array, pa.Array]:
    rng = np.random.default_rng((block.seed, block.number, 4))
    languages = block.people.of_country("language")
    count = len(languages)
    return _drawn(_FIRST, languages, rng.random(count)), _drawn(_LAST, languages, rng.random(count))


def _drawn(words: dict[str, list[str]], languages: Numbers, draw: Numbers) -> pa.Array:
    chosen = np.empty(len(languages), dtype=object)
    for language in _LANGUAGES:
        mine = languages == language
        of_language = np.array(words[language], dtype=object)
        chosen[mine] = of_language[(draw[mine] * len(of_language)).astype(int)]
    return pa.array(chosen, pa.string())


def _plain(words: pa.Array) -> pa.Array:
    stripped = pc.utf8_normalize(words, form="NFKD")
    return pc.replace_substring_regex(pc.replace_substring(stripped, "ı", "i"), r"[^A-Za-z-]", "")
