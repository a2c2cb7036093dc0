"""The same question with somebody in the holder's place of whom nothing is known.

What a model has learnt of a name colours what it reads: a statement that it takes for support from
Warsaw looks like a threat from Moscow. Under a name that nobody bears, the words decide alone.
"""

import re
from functools import lru_cache

from analysis.book import Book, load_book
from analysis.reading.marks import Question
from analysis.spans import Span
from analysis.stances.lexicon import load_targets

STAND_INS = {  # by what kind of name they stand for; the state is Anthony Hope's
    "government": "Ruritania",
    "metonym": "Strelsau",
    "demonym": "Ruritanian",
    "people": "Ruritanians",
    "person": "John Smith",
}
PEOPLE_WORD = re.compile(r"\w+(?:ese|ish|ian|ean|an|i|ic|ch)$")  # an adjective of nationality, in one word


def without_name(asked: Question) -> Question:
    """Return the question under a stand-in's name; as it is where the book doesn't know the holder."""
    kind = kind_of_name(asked)
    return (renamed(asked, STAND_INS[kind]) if kind else None) or asked


def kind_of_name(asked: Question) -> str:
    """Return which of STAND_INS can take the holder's place, or nothing.

    Nobody can take that of the target's own side, as another name would say another thing, nor any where
    `data/targets.toml` doesn't tell whose side is whose.
    """
    target = load_targets().get(asked.target)
    return _kind(load_book(), asked.sentence[slice(*asked.holder)], target.country) if target else ""


@lru_cache(maxsize=50_000)
def _kind(book: Book, words: str, own: str) -> str:
    actor, kind = book.named(words) or ("", "")
    if not actor or book.country[actor] == own:
        return ""
    if kind == "demonym" and not PEOPLE_WORD.match(words):
        return "people" if words.endswith("s") else ""
    return kind if kind in STAND_INS else ""


def renamed(asked: Question, name: str) -> Question | None:
    """Put a name in the holder's place, wherever it stands; None where the target's words hold it."""
    old = asked.sentence[slice(*asked.holder)]
    places = [match.span() for match in re.finditer(rf"\b{re.escape(old)}\b", asked.sentence)]
    if any(start < asked.span[1] and asked.span[0] < end for start, end in places):
        return None
    text = re.sub(rf"\b{re.escape(old)}\b", name.replace("\\", ""), asked.sentence)

    def moved(span: Span) -> Span:
        before = sum(end <= span[0] for _, end in places) * (len(name) - len(old))
        return span[0] + before, span[1] + before

    start, _ = moved(asked.holder)
    return asked._replace(sentence=text, holder=(start, start + len(name)), span=moved(asked.span))
