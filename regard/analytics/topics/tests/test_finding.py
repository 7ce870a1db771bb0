"""Topics: found, named, lasting, placed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.topics import Topics, TopicsRefused, find_topics
from regard.analytics.topics.lasting import agreement
from regard.analytics.topics.naming import words_of
from regard.analytics.topics.neighbours import neighbours, unit
from regard.analytics.topics.tests.planted import SUBJECTS, Planted, joined, planted


def codes(found: Topics) -> np.ndarray:
    return np.unique(found.ids, return_inverse=True)[1]


def topic_of(found: Topics, said: Planted, subject: int) -> str:
    ids = {found.ids[row] for row in np.flatnonzero(said.subject == subject)}
    assert len(ids) == 1
    return ids.pop()


def test_find_topics__planted_subjects__found_named_and_nothing_left_over() -> None:
    said = planted()
    found = find_topics(said.vectors, said.texts)
    assert agreement(said.subject, codes(found)) == 1.0
    assert len(found.topics) == 8
    assert sum(topic.texts for topic in found.topics) == len(said.texts)
    for topic in found.topics:
        subject = int(said.subject[found.ids.index(topic.id)])
        assert set(SUBJECTS[subject].split()) & set(words_of(topic.name)), topic.name
        assert SUBJECTS[subject].split()[0] in topic.medoid
    assert len({topic.name for topic in found.topics}) == 8
    assert {topic.theme for topic in found.topics} == {theme.id for theme in found.themes}
    assert sum(theme.texts for theme in found.themes) == len(said.texts)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_find_topics__rows_in_another_order__same_topics_names_and_ids(seed: int) -> None:
    said = planted(subjects=5, each=20, noise=0.2)
    order = np.random.default_rng(seed).permutation(len(said.texts))
    first, second = find_topics(said.vectors, said.texts), find_topics(said.only(order).vectors, said.only(order).texts)
    assert second.ids == tuple(first.ids[row] for row in order)
    assert second.topics == first.topics
    assert second.themes == first.themes


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(1, 10_000), noise=st.sampled_from([0.1, 0.2]))
def test_find_topics__a_tenth_more_texts__keeps_ids_and_names(seed: int, noise: float) -> None:
    said = planted(each=40, noise=noise)
    before = find_topics(said.vectors, said.texts)
    more = joined(said, planted(each=4, seed=seed, noise=noise))
    after = find_topics(more.vectors, more.texts, before=before)
    same = np.arange(len(said.texts))
    assert after.agreement is not None
    assert after.agreement >= 0.9
    assert after.agreement == agreement(codes(before), codes(after)[same])
    kept = sum(after.ids[row] == before.ids[row] for row in same)
    assert kept >= 0.95 * len(same)


def test_find_topics__same_texts_again__nothing_changes() -> None:
    said = planted(noise=0.2)
    before = find_topics(said.vectors, said.texts)
    after = find_topics(said.vectors, said.texts, before=before)
    assert after.ids == before.ids
    assert [topic.name for topic in after.topics] == [topic.name for topic in before.topics]
    assert after.changes == ()


def test_find_topics__a_new_subject__is_born_and_said() -> None:
    old, new = planted(subjects=8), planted(subjects=10, each=30, seed=3)
    before = find_topics(old.vectors, old.texts)
    more = joined(old, new)
    after = find_topics(more.vectors, more.texts, before=before)
    assert len(after.topics) == 10
    born = [change for change in after.changes if change.kind == "new"]
    assert {change.topic for change in born} == {topic_of(after, more, 8), topic_of(after, more, 9)}
    assert "New: " in born[0].says
    assert all(after.ids[row] == before.ids[row] for row in range(len(old.texts)))


def test_find_topics__a_subject_nobody_speaks_of_any_more__is_gone_and_its_id_not_used_again() -> None:
    said = planted(subjects=4)
    before = find_topics(said.vectors, said.texts)
    rest = said.only(np.flatnonzero(said.subject != 2))
    after = find_topics(rest.vectors, rest.texts, before=before)
    lost = topic_of(before, said, 2)
    assert [(change.kind, change.topic) for change in after.changes] == [("gone", lost)]
    again = find_topics(said.vectors, said.texts, before=after)
    assert lost not in again.ids


def test_find_topics__vectors_of_another_model__ids_last_by_the_texts() -> None:
    said = planted(subjects=5)
    turn = np.linalg.qr(np.random.default_rng(1).normal(size=(48, 48)))[0].astype(np.float32)
    before = find_topics(said.vectors, said.texts, model="one")
    after = find_topics(said.vectors @ turn, said.texts, model="two", before=before)
    assert after.ids == before.ids


def test_find_topics__two_languages_apart__one_topic_once_centred() -> None:
    said = planted(subjects=6, each=80)
    languages = ["de" if row % 2 else "en" for row in range(len(said.texts))]
    away = unit(np.random.default_rng(5).normal(size=(1, 48)))
    vectors = said.vectors + np.array([1.2 if one == "de" else 0 for one in languages])[:, None] * away
    found = find_topics(vectors, said.texts, languages=languages)
    assert agreement(said.subject, codes(found)) == 1.0
    assert agreement(said.subject, codes(find_topics(vectors, said.texts))) < 1.0


def test_find_topics__finer_or_coarser__more_or_fewer_topics() -> None:
    said = planted(subjects=12, each=30, noise=0.3)
    counts = [len(find_topics(said.vectors, said.texts, detail=detail).topics) for detail in (0.125, 1.0, 8.0)]
    assert counts[0] < counts[1] < counts[2]


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_find_topics__hardly_any_texts__still_an_answer(count: int) -> None:
    said = planted(subjects=3, each=1)
    found = find_topics(said.vectors[:count], said.texts[:count])
    assert len(found.ids) == count
    assert sum(topic.texts for topic in found.topics) == count
    assert find_topics(said.vectors, said.texts, before=found).ids


def test_find_topics__the_same_text_many_times__counts_each() -> None:
    said = planted(subjects=3, each=10)
    rows = np.concatenate([np.arange(30), np.zeros(70, dtype=int)])
    found = find_topics(said.vectors[rows], said.only(rows).texts)
    assert len(set(found.ids[30:])) == 1
    assert found.topics[0].texts == 80


def test_find_topics__what_is_no_vector__says_which() -> None:
    said = planted(subjects=2)
    said.vectors[5, 3] = np.nan
    with pytest.raises(TopicsRefused, match="vector of text 5"):
        find_topics(said.vectors, said.texts)
    with pytest.raises(TopicsRefused, match="one vector for each text"):
        find_topics(said.vectors[:-1], said.texts)
    with pytest.raises(TopicsRefused, match="coarse"):
        find_topics(said.vectors[6:], said.texts[6:], detail=0)


def test_place__new_texts__their_topic_or_nowhere() -> None:
    said = planted(subjects=8)
    found = find_topics(said.vectors, said.texts)
    new = planted(subjects=10, each=20, seed=4)
    placed = found.place(new.vectors)
    for subject in range(8):
        own = [placed[row] for row in np.flatnonzero(new.subject == subject)]
        assert own.count(topic_of(found, said, subject)) > 15
        assert set(own) <= {topic_of(found, said, subject), None}
    assert {placed[row] for row in np.flatnonzero(new.subject >= 8)} == {None}
    assert found.place(np.zeros((0, 48))) == ()


def test_neighbours__more_than_are_compared_with_all__finds_nearly_all_true_ones() -> None:
    rng = np.random.default_rng(0)
    middles = rng.normal(size=(60, 24))
    vectors = unit(middles[rng.integers(0, 60, 21_000)] + rng.normal(0, 0.6, (21_000, 24)))
    near, cosine = neighbours(vectors, k=10)
    some = rng.integers(0, 21_000, 200)
    all_near = vectors[some] @ vectors.T
    all_near[np.arange(200), some] = -2
    true = np.argsort(-all_near, axis=1)[:, :10]
    found = np.mean([len(set(true[row]) & set(near[one])) / 10 for row, one in enumerate(some)])
    assert found > 0.9
    assert not (near == np.arange(21_000)[:, None]).any()
    assert np.allclose(cosine[some[0]], vectors[near[some[0]]] @ vectors[some[0]], atol=1e-5)
