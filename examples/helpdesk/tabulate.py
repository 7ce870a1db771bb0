"""An event log in XES as a table: one line per event. python tabulate.py LOG.xes.gz > tickets.csv."""

import csv
import gzip
import sys
from collections.abc import Iterator
from xml.etree import ElementTree


def events(path: str) -> Iterator[list[str | None]]:
    """Each event as case, its number within the case, activity, resource, time."""
    with gzip.open(path) as log:
        for _, element in ElementTree.iterparse(log):
            if element.tag.rpartition("}")[2] == "trace":
                case = _text(element, "concept:name")
                for number, event in enumerate(element.iter("event"), 1):
                    said = (_text(event, name) for name in ("concept:name", "org:resource", "time:timestamp"))
                    yield [case, str(number), *said]
                element.clear()


def _text(element: ElementTree.Element, key: str) -> str | None:
    return next((child.get("value") for child in element if child.get("key") == key), None)


if __name__ == "__main__":
    table = csv.writer(sys.stdout)
    table.writerow(["ticket", "number", "activity", "resource", "time"])
    table.writerows(events(sys.argv[1]))
