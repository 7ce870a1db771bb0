"""What people want of topics holds, now and after any re-run."""

from dataclasses import replace

import numpy as np
import pytest

from regard.analytics.topics import (
    Merge,
    Part,
    Pin,
    Rename,
    Split,
    Teach,
    Topics,
    Wishes,
    find_topics,
)
from regard.analytics.topics.tests.planted import Planted, joined, planted
from regard.analytics.topics.wishing import WishRefused


def ids_of(found: Topics, said: Planted, subject: int) -> set[str]:
    return {found.ids[row] for row in np.flatnonzero(said.subject == subject)}


@pytest.fixture(scope="module")
def said() -> Planted:
    return planted(subjects=6)


@pytest.fixture(scope="module")
def first(said: Planted) -> Topics:
    return find_topics(said.vectors, said.texts)


@pytest.fixture(scope="module")
def more(said: Planted) -> Planted:
    """The same with a tenth more, and two new subjects."""
    return joined(
        said, planted(subjects=8, each=5, seed=2), planted(subjects=8, each=25, seed=3).only(np.arange(150, 200))
    )


def reruns(said: Planted, more: Planted, first: Topics, wishes: Wishes) -> list[tuple[Topics, Planted]]:
    """With a wish: the same texts, then more of them, then as many other ones, each after the one before."""
    once = find_topics(said.vectors, said.texts, before=first, wishes=wishes)
    twice = find_topics(more.vectors, more.texts, before=once, wishes=wishes)
    other = planted(subjects=6, seed=9)
    thrice = find_topics(other.vectors, other.texts, before=twice, wishes=wishes)
    return [(once, said), (twice, more), (thrice, other)]


def test_rename__any_run_after__the_name_is_the_persons(said: Planted, more: Planted, first: Topics) -> None:
    topic, theme = first.topics[0].id, first.themes[0].id
    wishes = Wishes(renames=(Rename(topic, "Parcels"), Rename(theme, "All about parcels")))
    for found, _ in reruns(said, more, first, wishes):
        assert found.topic(topic).name == "Parcels"
        assert found.topic(topic).is_named_by_person
        assert found.topic(theme).name == "All about parcels"
    assert first.topic(topic).name != "Parcels"
    assert find_topics(said.vectors, said.texts, before=first).topic(topic).name == first.topic(topic).name


def test_merge__any_run_after__the_two_are_one(said: Planted, more: Planted, first: Topics) -> None:
    (one,), (other,) = ids_of(first, said, 0), ids_of(first, said, 1)
    for found, texts in reruns(said, more, first, Wishes(merges=(Merge((one, other), one),))):
        assert ids_of(found, texts, 0) == ids_of(found, texts, 1) == {one}
        assert other not in {topic.id for topic in found.topics}
        assert found.place(texts.vectors[texts.subject == 1]).count(one) > 0.8 * (texts.subject == 1).sum()


def test_split__by_examples__the_parts_stay_apart(said: Planted, more: Planted, first: Topics) -> None:
    (one,), (other,) = ids_of(first, said, 0), ids_of(first, said, 1)
    merged = find_topics(said.vectors, said.texts, before=first, wishes=Wishes(merges=(Merge((one, other), one),)))
    examples = [tuple(said.texts[row] for row in np.flatnonzero(said.subject == subject)[:2]) for subject in (0, 1)]
    vectors = {text: said.vectors[said.texts.index(text)] for some in examples for text in some}
    parts = (Part("Late parcels", examples[0]), Part("Declined cards", examples[1]))
    for found, texts in reruns(said, more, merged, Wishes(splits=(Split(one, parts),), vectors=vectors)):
        (first_part,), (second_part,) = ids_of(found, texts, 0), ids_of(found, texts, 1)
        assert found.topic(first_part).name == "Late parcels"
        assert found.topic(second_part).name == "Declined cards"
        assert one not in found.ids


def test_split__by_the_machine__the_parts_keep_their_ids(said: Planted, more: Planted, first: Topics) -> None:
    (one,) = ids_of(first, said, 2)
    (once, _), (twice, texts), (thrice, _) = reruns(said, more, first, Wishes(splits=(Split(one, into=2),)))
    parts = ids_of(once, said, 2)
    assert len(parts) == 2
    assert one not in parts
    assert parts <= ids_of(twice, texts, 2)
    assert parts <= {topic.id for topic in thrice.topics}
    same = [once.ids[row] == twice.ids[row] for row in range(len(said.texts))]
    assert np.mean(same) > 0.95


def test_pin__nobody_speaks_of_it_any_more__it_stays_and_takes_texts_again(said: Planted, first: Topics) -> None:
    (one,) = ids_of(first, said, 3)
    rest = said.only(np.flatnonzero(said.subject != 3))
    wishes = Wishes(pins=(Pin(one),))
    without = find_topics(rest.vectors, rest.texts, before=first, wishes=wishes)
    assert without.topic(one).texts == 0
    assert without.topic(one).name == first.topic(one).name
    placed = without.place(planted(subjects=4, seed=5).only(np.arange(120, 160)).vectors)
    assert one in placed
    assert set(placed) <= {one, None}
    again = find_topics(said.vectors, said.texts, before=without, wishes=wishes)
    assert ids_of(again, said, 3) == {one}
    assert one not in {topic.id for topic in find_topics(rest.vectors, rest.texts, before=first).topics}


def test_teach__a_text_in_the_wrong_place__is_moved_and_stays(said: Planted, more: Planted, first: Topics) -> None:
    (one,) = ids_of(first, said, 4)
    wrong = said.texts[int(np.flatnonzero(said.subject == 5)[0])]
    wishes = Wishes(teachings=(Teach((wrong,), topic=one),))
    for found, texts in reruns(said, more, first, wishes)[:2]:
        assert found.ids[texts.texts.index(wrong)] == one
        moved = sum(found.ids[row] == one for row in np.flatnonzero(texts.subject == 5))
        assert moved < 0.2 * (texts.subject == 5).sum()  # its neighbours at most, not the whole subject


def test_teach__a_new_topic_by_examples__gathers_what_is_like_them(said: Planted, more: Planted, first: Topics) -> None:
    (one,), (other,) = ids_of(first, said, 0), ids_of(first, said, 1)
    merged = find_topics(said.vectors, said.texts, before=first, wishes=Wishes(merges=(Merge((one, other), one),)))
    examples = tuple(said.texts[row] for row in np.flatnonzero(said.subject == 1)[:12])
    wishes = Wishes(teachings=(Teach(examples, name="Cards"),))
    found, _ = reruns(said, more, merged, wishes)[0]
    (cards,) = {topic.id for topic in found.topics if topic.name == "Cards"}
    mine = {row for row, one_id in enumerate(found.ids) if one_id == cards}
    assert {said.texts.index(text) for text in examples} <= mine
    assert len(mine & set(np.flatnonzero(said.subject == 1))) > 20
    assert not mine & set(np.flatnonzero(said.subject != 1))


def test_teach__texts_that_do_not_belong__leave(said: Planted, first: Topics) -> None:
    (one,), (other,) = ids_of(first, said, 0), ids_of(first, said, 1)
    away = tuple(said.texts[row] for row in np.flatnonzero(said.subject == 0)[:3])
    found = find_topics(
        said.vectors, said.texts, before=first, wishes=Wishes(teachings=(Teach((), topic=one, against=away),))
    )
    assert one not in {found.ids[said.texts.index(text)] for text in away}
    assert other != one


def test_teach__an_example_no_longer_there__is_said(said: Planted, first: Topics) -> None:
    found = find_topics(
        said.vectors, said.texts, before=first, wishes=Wishes(teachings=(Teach(("Never said.",), name="Ghosts"),))
    )
    assert [change.kind for change in found.changes] == ["wish"]
    assert "Never said." in found.changes[0].says
    assert found.ids == first.ids


def test_wishes__about_a_topic_that_never_was__refused(said: Planted, first: Topics) -> None:
    for wishes in (
        Wishes(renames=(Rename("t_none", "X"),)),
        Wishes(merges=(Merge((first.topics[0].id, "t_none"), "t_none"),)),
        Wishes(splits=(Split("t_none"),)),
        Wishes(pins=(Pin("t_none"),)),
        Wishes(teachings=(Teach((said.texts[0],), topic="t_none"),)),
    ):
        with pytest.raises(WishRefused, match="no topic 't_none'"):
            find_topics(said.vectors, said.texts, before=first, wishes=wishes)


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(splits=(Split("t", into=1),)),
        Wishes(splits=(Split("t", (Part("a", ("x",)),)),)),
        Wishes(splits=(Split("t", (Part("a", ("x",)), Part("b", ()))),)),
        Wishes(teachings=(Teach(("x",)),)),
        Wishes(teachings=(Teach((), name="New"),)),
        Wishes(renames=(Rename("t", " "),)),
    ],
)
def test_wishes__that_say_too_little__refused(said: Planted, first: Topics, wishes: Wishes) -> None:
    topic = first.topics[0].id
    wishes = replace(
        wishes,
        splits=tuple(replace(one, topic=topic) for one in wishes.splits),
        renames=tuple(replace(one, topic=topic) for one in wishes.renames),
    )
    with pytest.raises(WishRefused):
        find_topics(said.vectors, said.texts, before=first, wishes=wishes)
