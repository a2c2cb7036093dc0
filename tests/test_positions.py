"""The labels that the model of positions learns from."""

import json
import re

import pytest

from analysis.book import DATA
from analysis.folding import fold
from analysis.stances.lexicon import load_targets
from analysis.tables import LABELS, VOICES

TRAINING = DATA / "training"


def rows(name: str) -> list[dict]:
    with open(TRAINING / name, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def letters(sentence: str) -> str:
    return re.sub(r"\W+", " ", fold(sentence)).lower()


@pytest.mark.parametrize(("name", "least"), [("stance_refs.jsonl", 4_000), ("stance_own.jsonl", 1_500)])
def test_labels_are_of_the_codebook_and_there_are_enough(name, least):
    found = rows(name)
    assert len(found) >= least
    for row in found:
        assert row["stance"] in LABELS and row["voice"] in VOICES and row["target"] in load_targets()


def test_spans_lie_in_their_sentence_and_hold_words():
    for row in rows("stance_own.jsonl"):
        for start, end in (row["holder"], row["span"]):
            words = row["sentence"][start:end]
            assert words and words == words.strip(), row["sentence"]


def test_references_hold_no_text():
    known = {"corpus", "id", "start", "end", "check", "holder", "span", "target", "stance", "voice"}
    for row in rows("stance_refs.jsonl"):
        assert set(row) <= known | {"round", "second"}
        assert 0 <= row["holder"][0] < row["holder"][1] <= row["end"] - row["start"]


def test_no_sentence_of_the_gold_is_learnt_from():
    gold = {letters(row["sentence"]) for part in ("dev", "test") for row in _gold(part)}
    assert gold and not gold & {letters(row["sentence"]) for row in rows("stance_own.jsonl")}


def _gold(part: str) -> list[dict]:
    with open(DATA / "gold" / part / "stance.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
