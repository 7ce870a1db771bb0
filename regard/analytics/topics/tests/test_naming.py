"""Names say what people say: what is denied as denied, and in one language."""

import numpy as np

from regard.analytics.topics.naming import distinctive, named

GERMAN = ("Das Paket kam zu spät", "Mein Paket kam zu spät an", "Das Paket kam leider zu spät", "Paket kam zu spät")
ENGLISH = ("The parcel came too late", "My parcel came late again", "parcel came late", "Our parcel came late")


def test_name__of_what_did_not_happen__says_that_it_did_not() -> None:
    texts = ["Ainda não recebi o produto.", "Não recebi meu produto!", "não recebi o produto até hoje"] * 4
    texts += ["Recebi o produto antes do prazo.", "Recebi meu produto, tudo certo."] * 4
    group = np.array([0] * 12 + [1] * 8)
    denied, came = distinctive(texts, group, count=2)
    assert named(denied, "", taken=()).lower().startswith("não recebi")
    assert "não" not in named(came, "", taken=()).lower()


def test_name__of_texts_in_two_languages__is_in_the_one_of_most_texts_where_they_speak_it() -> None:
    texts = [*ENGLISH * 3, *GERMAN * 2, *["The app crashes all the time"] * 9]
    languages = ["en"] * 12 + ["de"] * 8 + ["en"] * 9
    group = np.array([0] * 20 + [1] * 9)
    late, _ = distinctive(texts, group, count=2, languages=languages)
    assert "parcel" in " ".join(phrase for phrase, _ in late)
    mostly_german = [*GERMAN * 5, *ENGLISH]
    late, _ = distinctive(
        [*mostly_german, *texts[20:] * 3], np.array([0] * 24 + [1] * 27), count=2, languages=["de"] * 20 + ["en"] * 31
    )
    assert "parcel" in " ".join(phrase for phrase, _ in late)


def test_name__of_texts_hardly_in_the_usual_language__is_in_the_one_of_most_of_them() -> None:
    texts = [*GERMAN * 5, *ENGLISH[:2], *["The app crashes all the time", "the app crashes"] * 20]
    languages = ["de"] * 20 + ["en"] * 2 + ["en", None] * 20
    group = np.array([0] * 22 + [1] * 40)
    late, app = distinctive(texts, group, count=2, languages=languages)
    words = " ".join(phrase for phrase, _ in late)
    assert "paket" in words
    assert "parcel" not in words
    assert "app crashes" in [phrase for phrase, _ in app]
