"""Where model, rule and quotation marks meet: the outlet's own terms, and the voice."""

import numpy as np
import pytest

from analysis.stances.deciding import own_line, voice_of
from analysis.stances.lexicon import load_targets
from analysis.stances.voices import quoted_spans

TERMS = {
    "Russia's special military operation goes on.": ("against", "special military operation"),
    'What Moscow calls a "special military operation" goes on.': ("neutral", None),
    "The war in Ukraine goes on.": ("neutral", None),
    "The brutal invasion has lasted a year.": ("favor", "brutal invasion"),
    "The special military operation is an illegal war.": ("neutral", None),
}


@pytest.mark.parametrize(("sentence", "expected"), TERMS.items())
def test_outlet_takes_the_side_of_its_own_terms(sentence, expected):
    decision, span = own_line(sentence, 0, load_targets()["Ukraine"], quoted_spans(sentence))
    assert (decision.stance, span and sentence[slice(*span)]) == expected
    assert sum(decision.probabilities) == pytest.approx(1) and decision.voice == "outlet"


def test_quotation_marks_decide_before_the_model():
    text = 'Seoul called it "an attack on Ukraine" and left.'
    start = text.index("attack")
    reported, outlet = np.array([0.1, 0.2, 0.7]), np.array([0.7, 0.2, 0.1])
    assert voice_of(reported, quoted_spans(text), (start, start + 6)) == "quoted"
    assert voice_of(reported, [], (start, start + 6)) == "reported"
    assert voice_of(outlet, [], (start, start + 6)) == "outlet"
