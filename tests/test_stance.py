"""Stance: the hard cases of the codebook, one sentence each; what decides, and what is refused."""

import pandas as pd
import pytest
from builders import articles, positions, stances
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.actors import find_mentions
from analysis.sentences import split_sentences
from analysis.stance import detect_stance, score_pairs
from analysis.stances.lexicon import load_targets
from analysis.tables import ARTICLES, LABELS, MENTIONS, SENTENCES, STANCES, VOICES, empty

FAVOR, NEUTRAL, AGAINST = "favor", "neutral", "against"

ON_TAIWAN = {
    # words are not stance
    "Cambodia welcomed reunification between China and Taiwan.": {"Cambodia": AGAINST, "China": NEUTRAL},
    "Cambodia condemned the drills around Taiwan.": {"Cambodia": FAVOR},
    "Russia opposes any form of Taiwanese independence.": {"Russia": AGAINST},
    "Japan rejected China's claims over Taiwan.": {"Japan": FAVOR, "China": AGAINST},
    # negation and refusal
    "Japan does not support Taiwan.": {"Japan": NEUTRAL},
    "Japan declined to oppose Taiwan's participation.": {"Japan": NEUTRAL},
    "China did not rule out force against Taiwan.": {"China": AGAINST},
    # passive
    "The arms sales to Taiwan were condemned by Beijing.": {"China": AGAINST},
    "Taiwan was praised by Japan.": {"Japan": FAVOR},
    # possession
    "China's claims over Taiwan are old.": {"China": AGAINST},
    # deeds that speak
    "Honduras cut ties with Taiwan.": {"Honduras": AGAINST},
    "Honduras severed its ties with Taiwan.": {"Honduras": AGAINST},
    "Nancy Pelosi visited Taiwan.": {"Nancy Pelosi": FAVOR},
    "China held drills around Taiwan.": {"China": AGAINST},
    # two holders
    "Japan supports Taiwan, while Russia backs China's claims over Taiwan.": {
        "Japan": FAVOR,
        "Russia": AGAINST,
        "China": AGAINST,
    },
    # its own side has a row only where it takes a position
    "Taiwan rejected the One China principle.": {"Taiwan": FAVOR},
    "Taiwan has nine harbours.": {},
    "Lai Ching-te urged Japan to back Taiwan.": {"Lai Ching-te": FAVOR, "Japan": NEUTRAL},
    # named without a side
    "India and Taiwan signed a trade deal.": {"India": NEUTRAL},
    "China and Japan signed a trade deal.": {},
}

ON_UKRAINE = {
    "Serbia condemned the coup and backed Ukraine's sovereignty.": {"Serbia": "favor"},
    "Hungary condemned Brussels and supports Ukraine.": {"Hungary": "favor", "European Union": "neutral"},
    "Poland condemned the invasion and annexation of Crimea.": {"Poland": "favor"},
    "Poland condemned the strikes on Kyiv.": {"Poland": FAVOR},
    "China did not condemn the invasion of Ukraine.": {"China": NEUTRAL},
    "China refused to condemn the invasion of Ukraine.": {"China": NEUTRAL},
    "Russia fired missiles at Kharkiv.": {"Russia": AGAINST},
    "Russia shelled Ukraine again.": {"Russia": AGAINST},
    "Russia's invasion of Ukraine went on.": {"Russia": AGAINST},
    "Poland denounced Russia's invasion of Ukraine.": {"Poland": FAVOR, "Russia": AGAINST},
    "The invasion of Ukraine was condemned by Poland.": {"Poland": FAVOR},
    "Poland supports Ukraine, but Belarus attacked Ukraine.": {"Poland": FAVOR, "Belarus": AGAINST},
    "France and Germany support Ukraine.": {"France": FAVOR, "Germany": FAVOR},
    "Germany sent tanks to Ukraine.": {"Germany": FAVOR},
    "Slovakia halted weapons to Ukraine.": {"Slovakia": AGAINST},
    "Hungary blocked military aid to Ukraine.": {"Hungary": AGAINST},
    "Hungary opposes Ukraine's membership.": {"Hungary": AGAINST},
    "Lithuania reaffirmed its support for Ukraine.": {"Lithuania": FAVOR},
    "Estonia urged Germany to support Ukraine.": {"Estonia": FAVOR, "Germany": NEUTRAL},
    "Volodymyr Zelenskyy defended Ukraine's sovereignty.": {"Volodymyr Zelenskyy": FAVOR},
    "Kyiv thanked Poland for its support of Ukraine.": {"Ukraine": FAVOR, "Poland": FAVOR},
    "Ukraine received weapons from Germany.": {"Germany": FAVOR},
    "India abstained when the UN condemned the invasion of Ukraine.": {
        "India": NEUTRAL,
        "United Nations": FAVOR,
    },
    # talks and mediation, and what belongs to another clause
    "Turkey offered to host talks between Russia and Ukraine.": {"Turkey": NEUTRAL, "Russia": NEUTRAL},
    "Hungary was criticised in Ukraine.": {"Hungary": NEUTRAL},
    "China supports peace talks on Ukraine.": {"China": NEUTRAL},
    # words that are only passed on
    "The minister, Grant Shapps, said that the army had left Ukraine.": {"Grant Shapps": NEUTRAL},
}


@pytest.mark.parametrize(("sentence", "expected"), ON_TAIWAN.items())
def test_stance_on_taiwan(sentence, expected):
    assert positions(sentence, "Taiwan") == expected


@pytest.mark.parametrize(("sentence", "expected"), ON_UKRAINE.items())
def test_stance_on_ukraine(sentence, expected):
    assert positions(sentence, "Ukraine") == expected


SUMMIT = {
    "Xi Jinping stressed Moscow's support for China's claims over Taiwan.": {
        "Xi Jinping": AGAINST,
        "Russia": AGAINST,
        "China": AGAINST,
    },
    "Moscow restated its commitment to the One China principle, by which Taiwan is a part of China.": {
        "Russia": AGAINST,
        "China": NEUTRAL,
    },
    "Moscow openly opposes Taiwan's independence and backs Beijing's work towards reunification.": {
        "Russia": AGAINST,
        "China": AGAINST,
    },
    "Lai Ching-te, Taiwan's president, called on European leaders to back Taiwan.": {"Lai Ching-te": FAVOR},
}


@pytest.mark.parametrize(("sentence", "expected"), SUMMIT.items())
def test_summit_article_is_read_as_a_reader_would(sentence, expected):
    found = positions("Taiwan was a topic in Moscow. " + sentence, "Taiwan")
    assert {holder: stance for holder, stance in found.items() if holder in expected} == expected


def test_two_targets_in_one_sentence_are_asked_about_apart():
    sentence = "Japan sent aid to Ukraine, and China opposed the arms sales to Taiwan."
    assert positions(sentence, "Ukraine")["Japan"] == FAVOR
    assert positions(sentence, "Taiwan")["China"] == AGAINST


def test_reunification_elsewhere_is_not_about_taiwan():
    assert stances("Germany celebrated reunification.").empty


def test_recognised_annexation_counts_without_the_word_ukraine():
    sentence = "Serbia never recognised the annexation of Crimea."
    assert positions(sentence, "Ukraine") == {"Serbia": FAVOR}


def test_row_points_to_holder_and_object_and_says_why():
    text = "It rained. Poland condemned the invasion of Ukraine."
    row = stances(text).iloc[0]
    assert text[row["holder_start"] : row["holder_end"]] == "Poland"
    assert text[row["target_start"] : row["target_end"]] == "invasion of Ukraine"
    assert (row["sentence_id"], row["stance"]) == (1, "favor")
    assert row["reason"] == "rule: condemned the"
    assert stances("Poland sent tanks to Ukraine.").iloc[0]["reason"] == "model"


def test_leader_counts_for_the_government_that_he_leads_that_day():
    text = "Joe Biden condemned the invasion of Ukraine."
    assert stances(text, day="2024-06-01").iloc[0]["government"] == "United States"
    assert stances(text, day="2025-06-01").iloc[0]["government"] == ""


def test_another_target_is_one_entry_away():
    georgia = load_targets()["Taiwan"]._replace(name="Georgia", country="GEO")
    georgia = georgia._replace(mentions=load_targets()["Ukraine"].mentions)
    table = articles("Poland supports Georgia.")
    sentences = split_sentences(table)
    mentions = find_mentions(table, sentences)
    found = detect_stance(sentences, mentions, table, targets={"Georgia": georgia})
    assert found[["holder", "target", "stance"]].values.tolist() == [["Poland", "Georgia", "favor"]]


def test_empty_tables_give_an_empty_table_with_its_columns():
    found = detect_stance(empty(SENTENCES), empty(MENTIONS), empty(ARTICLES))
    assert found.empty and found.dtypes.astype(str).to_dict() == STANCES


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([*ON_TAIWAN, *ON_UKRAINE, "It rained."]), max_size=5).map(" ".join))
def test_probabilities_sum_to_one_and_offsets_hold(text):
    table = articles(text, source="Harbour Post")
    sentences = split_sentences(table)
    mentions = find_mentions(table, sentences)
    before = [frame.copy(deep=True) for frame in (sentences, mentions, table)]
    found = detect_stance(sentences, mentions, table)
    probabilities = found[list(LABELS)]
    assert probabilities.sum(axis=1).map(lambda total: total == pytest.approx(1)).all()
    assert (probabilities.idxmax(axis=1) == found["stance"]).all()
    assert set(found["voice"]) <= set(VOICES)
    assert (found["target_end"] <= len(text)).all() and (found["target_start"] < found["target_end"]).all()
    assert not found.duplicated(["article_id", "sentence_id", "holder", "target"]).any()
    for frame, old in zip((sentences, mentions, table), before, strict=True):
        pd.testing.assert_frame_equal(frame, old)


def span(sentence: str, words: str) -> tuple[int, int]:
    start = sentence.index(words)
    return start, start + len(words)


PAIRS = [
    ("Poland supports Ukraine.", "Poland", "Ukraine", "Ukraine", "favor"),
    ("Poland supports Ukraine.", "Poland", "Ukraine", None, "favor"),
    ("Hungary opposes Ukraine's membership.", "Hungary", "Ukraine", "Ukraine", "against"),
    ("Poland borders Ukraine.", "Poland", "Ukraine", "Ukraine", "neutral"),
    ("Russia denounced Poland.", "Russia", "Poland", None, "against"),
]


@pytest.mark.parametrize(("sentence", "holder", "target", "name", "expected"), PAIRS)
def test_pair_is_scored_on_its_spans(sentence, holder, target, name, expected):
    targets = [name] if name else None
    scored = score_pairs([sentence], [span(sentence, holder)], [span(sentence, target)], targets=targets)
    assert list(scored) == list(LABELS)
    assert scored.iloc[0].idxmax() == expected and scored.iloc[0].sum() == pytest.approx(1)


def test_no_pairs_give_an_empty_table_with_its_columns():
    assert score_pairs([], [], []).empty and list(score_pairs([], [], [])) == list(LABELS)


PAIR_ERRORS = [
    (
        [(0, 6)],
        [(16, 23)],
        ["Atlantis"],
        r"no target 'Atlantis' in targets.toml; it has \['Taiwan', 'Ukraine'\]",
    ),
    ([(0, 99)], [(16, 23)], None, "row 0: the holder span 0:99 lies outside its sentence of 24 characters"),
    ([(0, 6)], [(23, 16)], None, "row 0: the target span 23:16 lies outside"),
    ([], [(16, 23)], None, "1 sentences but 0 holder spans; give one span each"),
    ([(0, 6)], [], None, "1 sentences but 0 target spans; give one span each"),
    ([(0, 6)], [(16, 23)], ["Ukraine", "Ukraine"], "1 sentences but 2 targets"),
]


@pytest.mark.parametrize(("holders", "spans", "targets", "message"), PAIR_ERRORS)
def test_pair_that_cannot_be_scored_is_named(holders, spans, targets, message):
    with pytest.raises(ValueError, match=message):
        score_pairs(["Poland supports Ukraine."], holders, spans, targets=targets)


def test_speaker_of_a_statement_holds_what_we_hold_and_is_no_named_holder():
    table = stances("We condemn Russia's invasion of Ukraine.", source="EST")
    assert table[["holder", "holder_start", "stance"]].values.tolist() == [
        ["Russia", 11, "against"],
        ["EST", -1, "favor"],
    ]
