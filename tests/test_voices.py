"""Voices: what stands in quotation marks, what is passed on, and what the outlet says itself."""

import pytest
from builders import stances
from hypothesis import given
from hypothesis import strategies as st

from analysis.stances.voices import is_quoted, quoted_spans, reports


def quotes(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


QUOTES = {
    "straight": ('Bondarchuk said "no", Marchenko "yes".', ['"no"', '"yes"']),
    "curly": ("Marchenko called it “a threat” on Monday.", ["“a threat”"]),
    "single curly": ("The ‘special operation’ goes on.", ["‘special operation’"]),
    "German and French": ("He said „nein“ and «non».", ["„nein“", "«non»"]),
    "curly opens, straight closes": ('Kyiv said “never" again.', ['“never"']),
    "apostrophe in a quotation": ("‘It’s a start,’ Lai said.", ["‘It’s a start,’"]),
    "quotation in a quotation": ("“He said ‘no’ to us,” Marchenko said.", ["“He said ‘no’ to us,”"]),
    "genitive in a quotation": ("“The allies’ aid came,” Kyiv said.", ["“The allies’ aid came,”"]),
    "apostrophes are no marks": ("China’s plan, the allies’ plan, it's all.", []),
    "inches are no marks": ('The 5" gun fired. "Stop," Kyiv said.', ['"Stop,"']),
    "decades are no marks": ("In the ‘90s Taiwan voted “freely”.", ["“freely”"]),
    "nothing inside": ('Two marks "" and no word.', []),
    "no marks": ("Russia shelled Kharkiv.", []),
}


@pytest.mark.parametrize(("text", "expected"), QUOTES.values(), ids=QUOTES.keys())
def test_quotation_marks_are_paired(text, expected):
    assert quotes(text) == expected


def test_odd_mark_ends_with_its_paragraph():
    text = "“We are ready, Marchenko said.\n\nThe navy sailed. “Go home,” Bondarchuk said."
    assert quotes(text) == ["“We are ready, Marchenko said.", "“Go home,”"]


@given(st.text(alphabet='ab ’‘“”"„«»\n.', max_size=60))
def test_quotations_lie_in_the_text_in_order_without_overlap(text):
    edges = [edge for span in quoted_spans(text) for edge in span]
    assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
    assert all(end - start >= 2 for start, end in quoted_spans(text))


def test_quoted_means_wholly_inside():
    text = "Marchenko spoke of “a threat” today."
    spans = quoted_spans(text)
    start = text.index("threat")
    assert is_quoted(spans, start, start + 6)
    assert not is_quoted(spans, start, start + 12)
    assert not is_quoted([], start, start + 6)


REPORTS = {
    "Xi said that Taiwan is part of China.": True,
    "According to Kyiv, the line held.": True,
    "Beijing accused Taipei of separatism.": True,
    "Russia shelled Kharkiv.": False,
    "The drills around Taiwan ended on Friday.": False,
}


@pytest.mark.parametrize(("sentence", "expected"), REPORTS.items())
def test_reported_speech_has_a_verb_of_saying(sentence, expected):
    assert reports(sentence) is expected


VOICES = {
    "“China opposes Taiwan independence,” the ministry wrote.": "quoted",
    "The ministry said that China opposes Taiwan independence.": "reported",
    "China opposes Taiwan independence.": "outlet",
}


@pytest.mark.parametrize(("sentence", "voice"), VOICES.items())
def test_stance_row_says_whose_voice_it_is(sentence, voice):
    table = stances(sentence)
    assert table.loc[table["holder"] == "China", ["stance", "voice"]].values.tolist() == [["against", voice]]


OUTLET = {
    "its own loaded term": ("Russian aggression against Ukraine goes on.", ["favor"]),
    "the other side's term": ("The special military operation in Ukraine goes on.", ["against"]),
    "no loaded term": ("Ukraine has four seasons.", ["neutral"]),
    "a term in quotation marks": ("Ukraine mocks the “special military operation”.", ["neutral"]),
    "a term in single marks": ("Ukraine mocks the 'special military operation'.", ["neutral"]),
    "somebody else's words": ("Kyiv said Russian aggression against Ukraine goes on.", []),
    "a quotation": ("“Russian aggression against Ukraine goes on,” he wrote.", []),
}


@pytest.mark.parametrize(("sentence", "expected"), OUTLET.values(), ids=OUTLET.keys())
def test_outlet_holds_only_what_it_says_itself(sentence, expected):
    table = stances(sentence, source="Harbour Post")
    own = table[table["holder"] == "Harbour Post"]
    assert own["stance"].tolist() == expected
    assert set(own["voice"]) <= {"outlet"} and set(own["holder_start"]) <= {-1}
