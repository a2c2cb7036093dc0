"""The words of targets: how they are written, and what a slip in the file is answered with."""

import pytest

from analysis.stances.lexicon import any_of, load_targets

MATCHES = [
    ("support*", "Poland supported Kyiv", "supported"),
    ("back", "the backyard", None),
    ("back", "they BACK Kyiv", "BACK"),
    ("fired * missiles", "fired dozens of missiles", "fired dozens of missiles"),
    ("fired * missiles", "fired at the first sight of many more missiles", None),
    ("Taiwan's security", "Taiwan's  security", "Taiwan's  security"),
    ("n't", "they didn't go", "n't"),
    ("no", "nothing", None),
]


@pytest.mark.parametrize(("word", "text", "found"), MATCHES)
def test_star_stands_for_the_rest_of_a_word_or_a_few_words(word, text, found):
    match = any_of([word]).search(text)
    assert (match[0] if match else None) == found


def test_longest_word_wins_and_no_words_match_nothing():
    assert any_of(["aid", "aid package"]).search("an aid package")[0] == "aid package"
    assert any_of([]).search("anything") is None


@pytest.mark.parametrize(("name", "country"), [("Taiwan", "TWN"), ("Ukraine", "UKR")])
def test_targets_of_the_project(name, country):
    target = load_targets()[name]
    assert (target.name, target.country) == (name, country)
    assert target.mentions.search(f"in {name}.")[0] == name


def targets_file(folder, text: str):
    path = folder / "targets.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_new_target_is_one_entry(tmp_path):
    text = '[Georgia]\ncountry = "GEO"\nnames = ["Sakartvelo"]\nagainst = ["annexation of Abkhazia"]\n'
    targets = load_targets(targets_file(tmp_path, text))
    georgia = targets["Georgia"]
    assert list(targets) == ["Georgia"]
    assert georgia.mentions.search("Sakartvelo votes") and georgia.mentions.search("Georgia votes")
    assert georgia.phrases["against"].search("the annexation of Abkhazia")
    assert georgia.phrases["favor"].search("anything at all") is None


BAD_TARGETS = [
    ("[Georgia]\nnames = []\n", 'target Georgia lacks its country; add country = "ISO"'),
    ('[Georgia]\ncountry = "GEO"\nfavor = "NATO"\n', "Georgia, favor must be a list of words, it is 'NATO'"),
    ('[Georgia]\ncountry = "GEO"\nnames = [""]\n', r"Georgia, names must be a list of words, it is \[''\]"),
    (
        '[Georgia]\ncountry = "GEO"\n[Georgia.terms]\nfavor = [1]\n',
        r"Georgia, favor must be a list of words, it is \[1\]",
    ),
]


@pytest.mark.parametrize(("text", "message"), BAD_TARGETS)
def test_slip_in_a_target_is_named_with_its_file(tmp_path, text, message):
    with pytest.raises(ValueError, match=rf"targets\.toml: .*{message}"):
        load_targets(targets_file(tmp_path, text))
