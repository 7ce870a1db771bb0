"""How many proposals are right, and how many pairs are missed? `python -m benchmarks.matching FEBRL` writes matching.md.

FEBRL is a folder with the Freely Extensible Biomedical Record Linkage data sets (dataset1.csv to dataset4b.csv): made-up
people with typing errors planted in them, whose record ids say who is who. The ids are used for counting only.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.machine import described
from regard.analytics.matching import KEY, Match, Trait, find_matches

HERE = Path(__file__).parent
TRAITS = (
    Trait("given_name", "name"),
    Trait("surname", "name"),
    Trait("date_of_birth", "date"),
    Trait("street_number", "word"),
    Trait("address_1", "text"),
    Trait("address_2", "text"),
    Trait("suburb", "text"),
    Trait("postcode", "code"),
    Trait("soc_sec_id", "number"),
)
SETS = {"febrl3": ("dataset3.csv",), "febrl4": ("dataset4a.csv", "dataset4b.csv")}
LEVELS = (0.5, 0.9, 0.99)
PUBLISHED = """
## Beside others

| source | data | precision | recall | F1 |
|---|---|---|---|---|
| Python Record Linkage Toolkit, tutorial "Link two datasets": 3,241 pairs found | febrl4 | 1.000 | 0.648 | 0.787 |
{own}

The toolkit's tutorial is at recordlinkage.readthedocs.io (`guides/link_two_datasets`); its figures follow from the 3,241
pairs it prints, all of them right, of 5,000. Splink's own tutorials on febrl3 and febrl4
(moj-analytical-services.github.io/splink, `demos/examples/duckdb`) print no precision or recall, only interactive charts.
Splink is the library that is used here.
"""


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where dataset3.csv, dataset4a.csv and dataset4b.csv lie")
    folder = parser.parse_args().folder
    rows, own = [], []
    for name, files in SETS.items():
        records = read(*(folder / file for file in files))
        for has_number in (True, False):
            began = time.perf_counter()
            traits = [trait for trait in TRAITS if has_number or trait.name != "soc_sec_id"]
            found = find_matches(records=records, traits=traits, least=min(LEVELS))
            seconds = time.perf_counter() - began
            for level in LEVELS:
                row = [
                    name,
                    "yes" if has_number else "no",
                    f"{level:.2f}",
                    *scored(records, found, level),
                    f"{seconds:.0f}",
                ]
                rows.append(row)
                print(*row, file=sys.stderr)
                if level == 0.9:
                    number = "with" if has_number else "without"
                    own.append(
                        f"| Regard, at 0.90, {number} the social security number | {name} | {' | '.join(row[6:9])} |"
                    )
    (HERE / "matching.md").write_text(page(rows, own), encoding="utf-8")


def read(*files: Path) -> pa.Table:
    """The records of some files, empty texts as null."""
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        sys.exit(f"There is no {' and no '.join(missing)}. Give the folder with the FEBRL data sets.")
    columns = ", ".join(f"nullif(trim({trait.name}), '') as {trait.name}" for trait in TRAITS)
    return duckdb.sql(
        f"select trim(rec_id) as {KEY}, {columns} from read_csv($files, all_varchar=true, normalize_names=true)",
        params={"files": [str(file) for file in files]},
    ).to_arrow_table()


def person_of(record_id: str) -> str:
    """Who a record is about: what its id begins with."""
    return "-".join(record_id.split("-")[:2])


def scored(records: pa.Table, found: list[Match], level: float) -> list[str]:
    """Pairs found, right, true in all; precision, recall, F1."""
    people = Counter(person_of(record_id) for record_id in records.column(KEY).to_pylist())
    true = sum(n * (n - 1) // 2 for n in people.values())
    kept = [match for match in found if match.probability >= level]
    right = sum(person_of(match.one) == person_of(match.other) for match in kept)
    precision, recall = right / len(kept), right / true
    f1 = 2 * precision * recall / (precision + recall)
    return [f"{len(kept):,}", f"{right:,}", f"{true:,}", f"{precision:.4f}", f"{recall:.4f}", f"{f1:.4f}"]


def page(rows: list[list[str]], own: list[str]) -> str:
    """The page."""
    heads = ["data", "with number", "at least", "found", "right", "true pairs", "precision", "recall", "F1", "seconds"]
    table = [heads, ["---"] * len(heads), *rows]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in table)
    return (
        "# Proposals: are they right, and are any missed?\n\n"
        f"`python -m benchmarks.matching ../shared/data/febrl`. {described()}\n\n"
        "Pairwise precision and recall of `regard.analytics.matching.find_matches`, which `regard customers propose` uses, at\n"
        "three probabilities (0.90 is the default). Nothing is learnt from the answers. *With number*: each record carries a\n"
        "social security number, often damaged; a shop has none, so each is also measured without it.\n\n"
        f"{lines}\n{PUBLISHED.format(own=chr(10).join(own))}"
    )


if __name__ == "__main__":
    main()
