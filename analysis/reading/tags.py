"""From the tags of word pieces to names."""

import re

import numpy as np

from analysis.names.search import Name
from analysis.reading.pieces import Pieces

TAGS = ("O", "B-person", "I-person", "B-organisation", "I-organisation", "B-place", "I-place")
_KINDS = ("person", "organisation", "place")
_WORD = re.compile(r"\w+|[^\w\s]")
_GENITIVE = re.compile(r"['’]s$")


def tagged_names(sentence: str, pieces: Pieces, tags: np.ndarray) -> list[Name]:
    """Return the names that the tags of a sentence's pieces spell.

    A word has the tag of its first piece, so that no name ends inside a word. The score is the mean
    probability, over the words of a name, of its kind.
    """
    names: list[Name] = []
    scores: list[list[float]] = []
    last = ""
    for word in _WORD.finditer(sentence):
        first, past = pieces.covered(*word.span())
        if first >= past:
            continue
        tag = TAGS[int(tags[first].argmax())]
        kind = tag[2:]
        if kind:
            score = float(tags[first, 1 + 2 * _KINDS.index(kind) :][:2].sum())
            if tag[0] == "I" and kind == last:
                names[-1] = names[-1]._replace(end=word.end())
                scores[-1].append(score)
            else:
                names.append(Name(*word.span(), kind, 0.0))
                scores.append([score])
        last = kind
    return [
        bare
        for name, score in zip(names, scores, strict=True)
        if (bare := _bare(sentence, name._replace(score=float(np.mean(score)))))
    ]


def _bare(sentence: str, name: Name) -> Name | None:
    """Cut the genitive and stray marks off both ends; nothing where no letter is left."""
    surface = _GENITIVE.sub("", sentence[name.start : name.end])
    surface = surface.rstrip(" ,;:!?-–—'\"’”)(")
    start = name.start + len(surface) - len(surface.lstrip(" ,;:!?-–—'\"‘“(."))
    end = name.start + len(surface)
    return name._replace(start=start, end=end) if any(map(str.isalpha, sentence[start:end])) else None
