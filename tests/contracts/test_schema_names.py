"""Shapes over REST are known by name in the contract: two of one name would be taken for each other without a word."""

from collections import defaultdict
from collections.abc import Iterator

from regard.foundation.rest.api import Schema
from regard.project.rest import assemble


def below(kind: type[Schema]) -> Iterator[type[Schema]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def test_shapes__of_all_operations__have_a_name_of_their_own() -> None:
    assemble()
    places = defaultdict(set)
    for one in below(Schema):
        places[one.__name__].add(one.__module__)
    several = {name: sorted(modules) for name, modules in places.items() if len(modules) > 1}
    assert len(places) > 100
    assert several == {}
