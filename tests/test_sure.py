"""The closed list speaks only where nothing stands between holder, verb and object."""

import pytest

from analysis.folding import fold
from analysis.reading.marks import Question
from analysis.stances.lexicon import load_targets
from analysis.stances.sure import ruling
from analysis.stances.things import side_of

SAYS = [
    ("Honduras opposes Taiwan independence.", "Honduras", "Taiwan independence", "Taiwan", -1),
    ("Russia firmly backs the one-China principle.", "Russia", "one-China principle", "Taiwan", -1),
    ("Oslo never recognised the annexation of Crimea.", "Oslo", "annexation of Crimea", "Ukraine", 1),
    ("Japan rejected China's claims over Taiwan.", "Japan", "claims over Taiwan", "Taiwan", 1),
    ("Russian forces shelled Kharkiv on Friday.", "Russian", "Kharkiv", "Ukraine", -1),
    ("Serbia does not support the invasion of Ukraine.", "Serbia", "invasion of Ukraine", "Ukraine", None),
    ("Laos said that it opposes Taiwan independence.", "Laos", "Taiwan independence", "Taiwan", None),
    ("Prague supports Taiwan.", "Prague", "Taiwan", "Taiwan", None),
    ("Russia attacked Ukraine's allies.", "Russia", "Ukraine", "Ukraine", None),
]


@pytest.mark.parametrize(("sentence", "holder", "words", "target", "sign"), SAYS)
def test_closed_list(sentence, holder, words, target, sign):
    spans = [(sentence.index(part), sentence.index(part) + len(part)) for part in (holder, words)]
    side = side_of(fold(sentence), spans[1], load_targets()[target])
    found = ruling(Question(sentence, *spans, target, side))
    assert (found and found.sign) == sign
