"""Who may be the same person though nothing links them: records compared trait by trait, with weights learnt from them.

Fellegi and Sunter's model as Splink implements it. For each trait the match weight is log2 of how much likelier the
agreement seen (equal, alike, different) is for two records of one person than of two. Weights of the traits and of the
starting odds add up to the weight of the pair; a pair of weight w has odds of 2^w to 1. Agreeing on a rare value weighs
more than on a common one. How often traits agree by chance is counted on random pairs, how often within one person is
estimated without examples, by expectation maximisation.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from itertools import combinations
from math import log2
from typing import Any

import duckdb
import pyarrow as pa

from regard.analytics.errors import RegardError

logger = logging.getLogger(__name__)
KEY = "record_id"
SEED = 17
RANDOM_PAIRS = 1_000_000
EXPECTED_RECALL = 0.8  # share of true pairs that agree strictly, a guess: it moves all weights by the same amount
EQUAL, DIFFERENT = 0.85, 0.05  # shares of true pairs whose trait is equal, is different, until the data say better
MOST_BY_CHANCE = 0.05
WITH_FREQUENCIES = ("name", "text", "word", "code")
LEAST_TO_LEARN = 50  # pairs that agree strictly; with fewer the shares to begin with stay
MOST_ALIKE = 200  # a value that more records have brings no two of them together
MOST_EXPECTED = 0.05  # share of pairs that are one person, in however few records
STRICT = ("email", "phone", "number")


class MatchingMissing(RegardError):
    """Raised where the optional matching library is not installed."""

    code = "matching_missing"
    status = 501


@dataclass(frozen=True)
class Trait:
    """A column of the records and how its values are compared.

    `likeness` is name, email, phone, number (which one person has), date, code (of a place), text or word.
    """

    name: str
    likeness: str


@dataclass(frozen=True)
class Part:
    """What one trait adds to the weight of a pair: both values, what was found (as "alike"), and its weight."""

    trait: str
    one: str | None
    other: str | None
    found: str
    weight: float


@dataclass(frozen=True)
class Match:
    """A pair of records, its weight and probability, and what they are made of: `start` plus the parts."""

    one: str
    other: str
    weight: float
    probability: float
    start: float
    parts: tuple[Part, ...]


def find_matches(*, records: pa.Table, traits: Sequence[Trait], least: float = 0.9) -> list[Match]:
    """Pairs of `records` that are one person with a probability of at least `least`, most probable first.

    Args:
        records: a column `record_id` and one text column per trait, null where not known.
        traits: what to compare. Traits that no two records have are left out.

    The same records in the same order give the same pairs. Raises MatchingMissing.
    """
    used = [trait for trait in traits if _is_telling(records, trait.name)]
    if records.num_rows < 2 or not used:
        return []
    with duckdb.connect() as engine:
        engine.execute("set enable_progress_bar=false; set threads=1")
        rows = _with_blocks(engine, records, used)
        linker = _trained(engine, rows, used)
        found = linker.inference.predict(threshold_match_probability=least).as_duckdbpyrelation().to_arrow_table()
        model = linker.misc.save_model_to_json()
    labels, start = _labels(model), _weight_of(model["probability_two_random_records_match"])
    matches = [_match(row, used, labels, start) for row in found.to_pylist()]
    return sorted(matches, key=lambda match: (-match.weight, match.one, match.other))


def _is_telling(records: pa.Table, name: str) -> bool:
    column = records.column(name)
    return bool(len(column) - column.null_count > 1)


def _linker(engine: duckdb.DuckDBPyConnection, rows: pa.Table, traits: Sequence[Trait], pairs: int) -> Any:
    splink = _splink()
    expected, all_pairs = max(pairs / EXPECTED_RECALL, 1.0), rows.num_rows * (rows.num_rows - 1) / 2
    settings = splink.SettingsCreator(
        unique_id_column_name=KEY,
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[splink.block_on(*names) for names in _blocks(traits)],
        comparisons=[_comparison(trait, _chance(engine, rows, trait.name)) for trait in traits],
        probability_two_random_records_match=min(expected / all_pairs, MOST_EXPECTED),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )
    return splink.Linker(splink.DuckDBAPI(connection=engine).register(rows), settings, log_level=None)


def _comparison(trait: Trait, chance: float) -> Any:
    """How a trait is compared, with the shares to begin with: what is never seen in the data keeps them."""
    compared = import_module("splink.comparison_library")
    ways: dict[str, Any] = {
        "name": compared.NameComparison,
        "email": compared.EmailComparison,
        "phone": lambda name: compared.DamerauLevenshteinAtThresholds(name, [1]),
        "number": lambda name: compared.DamerauLevenshteinAtThresholds(name, [1, 2]),
        "code": lambda name: compared.DamerauLevenshteinAtThresholds(name, [1, 2]),
        "date": lambda name: compared.DamerauLevenshteinAtThresholds(name, [1, 2]),
        "text": lambda name: compared.JaroWinklerAtThresholds(name, [0.9, 0.75]),
        "word": lambda name: compared.DamerauLevenshteinAtThresholds(name, [1]),
    }
    way = ways[trait.likeness](trait.name)
    levels = [level for level in way.get_comparison("duckdb").comparison_levels if not level.is_null_level]
    alike = len(levels) - 2
    return way.configure(
        term_frequency_adjustments=trait.likeness in WITH_FREQUENCIES,
        m_probabilities=[EQUAL, *[(1 - EQUAL - DIFFERENT) / alike] * alike, DIFFERENT],
        u_probabilities=[chance, *[2 * chance] * alike, 1 - chance - 2 * alike * chance],
    )


def _chance(engine: duckdb.DuckDBPyConnection, records: pa.Table, name: str) -> float:
    """How often two records agree in a trait by chance: what its frequencies say, and never nothing."""
    engine.register("records", records)
    query = (
        f'with counted as (select count(*) as n from records where "{name}" is not null group by "{name}") '
        "select coalesce(sum((n / total) * (n - 1) / greatest(total - 1, 1)), 0), max(total) "
        "from counted, (select sum(n) as total from counted)"
    )
    equal, total = engine.execute(query).fetchall()[0]
    engine.unregister("records")
    return float(min(max(equal, 1 / total**2), MOST_BY_CHANCE))


def _splink() -> Any:
    """The optional library, without its advice on how to call it."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    try:
        return import_module("splink")
    except ImportError:
        raise MatchingMissing(
            "Proposals need the optional matching library. Install it with `pip install 'regard[match]'`."
        ) from None


def _with_blocks(engine: duckdb.DuckDBPyConnection, records: pa.Table, traits: Sequence[Trait]) -> pa.Table:
    """Beside each trait its value where that is rare enough to bring records together: a name, `block_` before it."""
    engine.register("records", records)
    names = [trait.name for trait in traits]
    rare = ", ".join(
        f'case when count(*) over (partition by "{name}") <= {MOST_ALIKE} then "{name}" end as "block_{name}"'
        for name in names
    )
    kept = ", ".join(f'"{name}"' for name in names)
    rows = engine.sql(f"select {KEY}, {kept}, {rare} from records order by {KEY}").to_arrow_table()
    engine.unregister("records")
    return rows


def _agreeing_pairs(engine: duckdb.DuckDBPyConnection, rows: pa.Table, traits: Sequence[Trait]) -> int:
    """How many pairs agree strictly: in a number, an e-mail, a phone, or in all names and dates."""
    strict = [(f"block_{trait.name}",) for trait in traits if trait.likeness in STRICT]
    names = tuple(trait.name for trait in traits if trait.likeness in ("name", "date"))
    rules = [*strict, *([names] if len(names) > 1 else [])]
    if not rules:
        return 0
    engine.register("strict_rows", rows)
    joins = (" and ".join(f'l."{name}" = r."{name}"' for name in rule) for rule in rules)
    pairs = " union ".join(
        f"select l.{KEY}, r.{KEY} from strict_rows l join strict_rows r on l.{KEY} < r.{KEY} and {join}"
        for join in joins
    )
    agreeing = engine.execute(f"select count(*) from ({pairs})").fetchall()[0][0]
    engine.unregister("strict_rows")
    return int(agreeing)


def _blocks(traits: Sequence[Trait]) -> list[tuple[str, ...]]:
    """Which pairs are compared: equal in one telling trait, or in any two of the others."""
    alone = [trait.name for trait in traits if trait.likeness in (*STRICT, "date", "code")]
    others = [trait.name for trait in traits if trait.name not in alone]
    rare = [(f"block_{name}",) for name in [*alone, *others]]
    return [*rare, *combinations(others, 2)]


def _labels(model: dict[str, Any]) -> dict[tuple[str, int], str]:
    """What each level of agreement of each trait is called. Splink numbers them from the top, 0 the last, null −1."""
    labels = {}
    for comparison in model["comparisons"]:
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for place in range(len(levels)):
            found = "different" if place == 0 else "equal" if place == len(levels) - 1 else "alike"
            labels[comparison["output_column_name"], place] = found
        labels[comparison["output_column_name"], -1] = "not known"
    return labels


def _weight_of(probability: float) -> float:
    return log2(probability / (1 - probability))


def _match(row: dict[str, Any], traits: Sequence[Trait], labels: dict[tuple[str, int], str], start: float) -> Match:
    parts = []
    for trait in traits:
        name = trait.name
        weight = float(row[f"mw_{name}"]) + float(row.get(f"mw_tf_adj_{name}") or 0.0)
        found = labels[name, int(row[f"gamma_{name}"])]
        parts.append(Part(name, row[f"{name}_l"], row[f"{name}_r"], found, weight))
    one, other = sorted((row[f"{KEY}_l"], row[f"{KEY}_r"]))
    if one != row[f"{KEY}_l"]:
        parts = [replace(part, one=part.other, other=part.one) for part in parts]
    return Match(one, other, float(row["match_weight"]), float(row["match_probability"]), start, tuple(parts))


def _trained(engine: duckdb.DuckDBPyConnection, rows: pa.Table, traits: Sequence[Trait]) -> Any:
    """A model that learnt from the pairs that agree in one trait how the others agree, for each trait that teaches.

    Learning on too little, or on pairs none of which is one person, ends in nonsense or an error; such a trait is left
    out and the learning begun anew, since a session that fails leaves the model spoilt.
    """
    block_on = _splink().block_on
    pairs = _agreeing_pairs(engine, rows, traits)
    teaching = [trait.name for trait in traits if _is_met_again(rows, trait.name)] if pairs >= LEAST_TO_LEARN else []
    while True:
        linker = _linker(engine, rows, traits, pairs)
        linker.training.estimate_u_using_random_sampling(max_pairs=RANDOM_PAIRS, seed=SEED)
        for name in teaching:
            try:
                linker.training.estimate_parameters_using_expectation_maximisation(
                    block_on(f"block_{name}", name), estimate_without_term_frequencies=True
                )
            except Exception as error:
                logger.info("Nothing can be learnt from pairs that agree in %s: %s", name, error)
                teaching.remove(name)
                break
        else:
            return linker


def _is_met_again(rows: pa.Table, name: str) -> bool:
    """Whether two records agree in a trait, in a value rare enough to bring them together."""
    counts = rows.column(f"block_{name}").drop_null().value_counts().field("counts")
    return any(count > 1 for count in counts.to_pylist())
