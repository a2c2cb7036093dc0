"""Who says a quotation: by the words before, after, between; over sentences and paragraphs."""

import pytest
from builders import mentions

from analysis.stances.speakers import quote_speakers
from analysis.stances.voices import quoted_spans

SAID = {
    "before": ('Xi Jinping said: "The motherland will be one. Nobody can stop it."', ["Xi Jinping"]),
    "after": ('"We will not give up the island\'s freedom," said Lai Ching-te on Friday.', ["Lai Ching-te"]),
    "after, verb last": ('"We will never give up our land," Zelenskyy said.', ["Volodymyr Zelenskyy"]),
    "in the middle": (
        '"We need more shells this month," Volodymyr Zelenskyy said. "We have none left to fire."',
        ["Volodymyr Zelenskyy", "Volodymyr Zelenskyy"],
    ),
    "colon without a verb": ('Wang Yi: "There is only one China in the world."', ["Wang Yi"]),
    "signed": ('"There is only one China in the world." — Wang Yi', ["Wang Yi"]),
    "subject, not the one spoken to": (
        'Vladimir Putin told Xi Jinping: "Our friends know where we stand on this."',
        ["Vladimir Putin"],
    ),
    "not the place that somebody stands near": (
        '"I watched the brawl from my window," a vendor near the Legislative Yuan said.',
        [None],
    ),
    "a term is no speech": ('Russia calls it a "special operation".', [None]),
    "next paragraph after a quotation left open": (
        "Lai Ching-te said: “We will defend this island.\n\n“We ask nobody to do it for us today.”",
        ["Lai Ching-te", "Lai Ching-te"],
    ),
    "after a paragraph that ends with a colon": (
        'Kaja Kallas put it in one line:\n\n"We stand with Ukraine for as long as it takes."',
        ["Kaja Kallas"],
    ),
    "nobody": ('"They come and they go," said a woman at the market of the town.', [None]),
    "odd mark": ('Zelenskyy said: "We will hold.\n\nPutin spoke of peace with all his neighbours.', None),
}


@pytest.mark.parametrize(("text", "expected"), SAID.values(), ids=SAID.keys())
def test_speaker_of_a_quotation(text, expected):
    named = list(mentions(text, day="2024-06-01").itertuples())
    found = [who and who.actor for who in quote_speakers(text, quoted_spans(text), named)]
    assert found == expected if expected is not None else set(found) <= {None, "Volodymyr Zelenskyy"}
