"""The same sentences under other names; runs where requirements-train.txt is installed."""

import pytest

pytest.importorskip("torch", reason="needs requirements-train.txt")

from analysis.reading.marks import Question
from analysis.training.positions import Position
from analysis.training.swapping import with_names_swapped


def position(sentence: str, holder: str, words: str, target: str) -> Position:
    spans = [(sentence.index(part), sentence.index(part) + len(part)) for part in (holder, words)]
    return Position(Question(sentence, *spans, target), (1, 0, 0), (1, 0, 0), "own words", False)


def words(swapped: Position) -> tuple[str, str]:
    sentence, holder, span = swapped.question[:3]
    return sentence[slice(*holder)], sentence[slice(*span)]


def test_every_place_of_the_name_gets_the_other_and_the_spans_follow():
    text = "Warsaw paid for what Warsaw sent to Odesa."
    (swapped,) = with_names_swapped([position(text, "Warsaw", "Odesa", "Ukraine")], seed=1)
    name, target = words(swapped)
    assert name != "Warsaw" and target == "Odesa"
    assert swapped.question.sentence == text.replace("Warsaw", name)


def test_half_of_the_new_names_are_those_of_other_holders():
    others = ["Minsk", "Vilnius", "Tokyo"]
    asked = [position(f"{name} sent nothing to Odesa.", name, "Odesa", "Ukraine") for name in others] * 100
    names = [words(swapped)[0] for swapped in with_names_swapped(asked) if swapped]
    assert 0.4 < sum(name in others for name in names) / len(names) < 0.6


@pytest.mark.parametrize("holder", ["Kyiv", "the deputy"])
def test_own_side_and_unknown_holders_keep_their_names(holder):
    text = f"In Crimea {holder} spoke of Ukraine and its harvest."
    assert with_names_swapped([position(text, holder, "Crimea", "Ukraine")]) == [None]


def test_country_that_the_sentence_names_is_not_put_in_the_holders_place():
    text = "Minsk heard from Vilnius, Tokyo and Warsaw about Crimea."
    names = ["Vilnius", "Tokyo", "Warsaw"]
    others = [position(f"{name} paid for Odesa.", name, "Odesa", "Ukraine") for name in names] * 20
    asked = [position(text, "Minsk", "Crimea", "Ukraine")] * 60
    swapped = [each for each in with_names_swapped([*asked, *others])[:60] if each]
    assert swapped and not {words(each)[0] for each in swapped} & set(names)
