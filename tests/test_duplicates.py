import json

import pandas as pd

from analysis.articles import load_articles
from analysis.loading import duplicates
from analysis.loading.duplicates import find_copies, jaccard

STORY = (
    "Xi Jinping came to Moscow on Thursday and met Vladimir Putin at the Kremlin for talks on "
    "trade and security. The two leaders signed a statement that calls Taiwan an integral part "
    "of China, and officials in Taipei condemned it within hours. Lai Ching-te told European "
    "guests that his country would defend its democracy, and asked them for their support. In "
    "Kyiv, officials said that the visit would not shorten the war, and asked Beijing to use its "
    "influence on Russia. Putin thanked his guest for coming on the eve of Victory Day."
)
CUT = STORY + " The two will meet again in autumn."
OTHER = STORY.replace("Xi", "Modi").replace("Taiwan", "Kashmir").replace("officials", "people")
OTHER = " ".join(reversed(OTHER.split()))


def load(tmp_path, *records):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records))
    return load_articles(path)


def test_copies_are_marked_with_the_first_published_of_their_story(tmp_path):
    table = load(
        tmp_path,
        {"title": "B", "text": CUT, "date": "2025-05-09"},
        {"title": "A", "text": STORY, "date": "2025-05-08"},
        {"title": "C", "text": STORY.upper(), "date": "2025-05-10"},
        {"title": "D", "text": OTHER},
    )
    assert table["status"].tolist() == ["duplicate", "ok", "duplicate", "ok"]
    assert table["detail"].tolist() == ["near copy (0.93) of a.jsonl#2", "", "copy of a.jsonl#2", ""]
    first, last = table["article_id"].iloc[1], table["article_id"].iloc[3]
    assert table["story"].tolist() == [first, first, first, last]


def test_formula_issued_again_a_year_later_is_no_near_copy():
    days = [pd.Timestamp("2024-03-01"), pd.Timestamp("2025-03-01")]
    assert find_copies([STORY, CUT], days) == {}
    assert list(find_copies([STORY, STORY], days)) == [1]
    assert list(find_copies([STORY, CUT], [days[0], pd.NaT])) == [1]


def test_short_texts_are_copies_only_word_for_word():
    short = "Xi met Putin at the Kremlin on Thursday for talks"
    assert find_copies([short, f"{short} again", short.upper()]) == {2: (0, 1.0)}


def test_likeness_does_not_drift_along_a_chain():
    steps = [STORY, CUT, CUT + " " + OTHER[:250]]
    copies = find_copies(steps)
    assert copies[1].of == 0
    assert 2 not in copies


def test_text_without_words_is_nobodys_copy():
    assert find_copies(["", "...", "..."]) == {}


def test_pairs_that_share_a_third_are_hardly_ever_measured(monkeypatch):
    sentences = STORY.split(". ")
    others = [
        f"On day {day} the ministers of state {day} and {day + 1} met for talks that led nowhere"
        for day in range(90)
    ]
    texts = [". ".join([*sentences[:3], *others[start : start + 6]]) for start in range(0, 90, 6)]
    measured = []
    monkeypatch.setattr(duplicates, "jaccard", lambda a, b: measured.append(jaccard(a, b)) or measured[-1])
    assert find_copies([*texts, STORY, CUT])[len(texts) + 1].of == len(texts)
    assert sum(each < 0.4 for each in measured) < 3  # of a hundred such pairs
