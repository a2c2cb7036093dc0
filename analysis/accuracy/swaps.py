"""The swap test: how often a stance moves when only the holder's name changes.

The words decide a stance, not what is known of its holder. A state is replaced by other states, a
nationality by others, a person by other people; the words round it stay.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from analysis.accuracy.tasks import Labelled, Swaps
from analysis.book import load_book
from analysis.counts.stories import interval_ends
from analysis.sentiment import score_targets
from analysis.stance import score_pairs
from analysis.stances.lexicon import load_targets
from analysis.tables import LABELS, conform

NAMES = {
    "government": ("China", "Japan", "Poland", "Brazil", "Kenya", "Russia"),
    "metonym": ("Beijing", "Tokyo", "Warsaw", "Nairobi", "Moscow"),
    "demonym": ("Chinese", "Japanese", "Polish", "Brazilian", "Kenyan", "Russian"),
    "person": ("Xi Jinping", "Joe Biden", "Vladimir Putin", "Ursula von der Leyen", "Narendra Modi"),
}


PAIRS = (
    ("Russia", "Ukraine"),
    ("China", "Taiwan"),
    ("Xi Jinping", "Lai Ching-te"),
    ("United States", "China"),
)
FEWEST = 5  # sentences; fewer give no interval
PAIR_SWAPS = {
    "name": "str",
    "replaced_by": "str",
    "n": "int64",
    "shift": "float64",  # mean change of the score, -2 to 2
    "low": "float64",  # 95 % bootstrap interval over sentences
    "high": "float64",
    "moved": "float64",  # mean size of the change, 0 to 2
}


def swap_names(labelled: Labelled) -> Swaps:
    """Swap the holder of every pair whose holder is a state, a nationality, a capital or a person.

    Where another name would make the words mean another thing, it is not put there: in the place of the
    target's own side, and where the sentence names its country already ("Moscow told Moscow").
    """
    answers = _answers(labelled.texts, *labelled.spans, labelled.targets)
    asked, before = [], []
    pairs = 0
    rows = zip(labelled.texts, *labelled.spans, labelled.targets, answers, strict=True)
    for text, holder, span, target, answer in rows:
        swaps = list(_swaps(text, holder, span, target))
        pairs += bool(swaps)
        asked += swaps
        before += [answer] * len(swaps)
    if not asked:
        return Swaps(0, 0, float("nan"))
    after = _answers(*zip(*asked, strict=True))
    moved = sum(one != other for one, other in zip(before, after, strict=True)) / len(asked)
    return Swaps(pairs, len(asked), moved)


def _answers(texts, holders, spans, targets) -> list[str]:
    scored = score_pairs(list(texts), list(holders), list(spans), targets=list(targets))
    return scored[list(LABELS)].idxmax(axis=1).tolist()


def _swaps(text: str, holder: tuple[int, int], span: tuple[int, int], target: str) -> Iterator[tuple]:
    start, end = holder
    book = load_book()
    actor, kind = book.named(text[start:end]) or ("", "")
    if not actor or (span[0] < end and start < span[1]):
        return
    if book.country[actor] == load_targets()[target].country:
        return
    named = book.countries(text, holder)
    for name in NAMES.get(kind, ()):
        other, _ = book.named(name)
        if name != text[start:end] and book.country[other] not in named:
            longer = len(name) - (end - start)
            moved = tuple(edge + longer if span[0] >= end else edge for edge in span)
            yield text[:start] + name + text[end:], (start, start + len(name)), moved, target


def swap_pairs(labelled: Labelled, pairs: Sequence[tuple[str, str]] = PAIRS) -> pd.DataFrame:
    """Move the names of pairs of actors into each other's place, and see what it does to sentiment.

    In every sentence that names the first, by its own name, as the one asked about, the second is put in its
    place, and the other way round; nothing else changes.

    Returns:
        PAIR_SWAPS, a row per direction that has sentences.
    """
    scored = _scores(labelled.texts, labelled.spans[0])
    rows = []
    for one, other in [pair for each in pairs for pair in (each, each[::-1])]:
        places = [n for n, (a, b) in enumerate(labelled.spans[0]) if labelled.texts[n][a:b] == one]
        if places:
            asked = [_renamed(labelled.texts[n], labelled.spans[0][n], other) for n in places]
            after = _scores(*map(list, zip(*asked, strict=True)))
            shift = after - scored[places]
            rows.append((one, other, len(places), shift.mean(), *_ends(shift), np.abs(shift).mean()))
    return conform(pd.DataFrame(rows, columns=list(PAIR_SWAPS)), PAIR_SWAPS, "swap_pairs")


def _ends(values: np.ndarray, draws: int = 2_000) -> tuple[float, float]:
    if len(values) < FEWEST:
        return np.nan, np.nan
    taken = np.random.default_rng(0).integers(len(values), size=(draws, len(values)))
    low, high = interval_ends(values[taken].mean(axis=1))
    return low, high


def _renamed(text: str, span: tuple[int, int], name: str) -> tuple[str, tuple[int, int]]:
    start, end = span
    return text[:start] + name + text[end:], (start, start + len(name))


def _scores(texts: list[str], spans: list[tuple[int, int]]) -> np.ndarray:
    scored = score_targets(texts, spans)
    return (scored["positive"] - scored["negative"]).to_numpy()
