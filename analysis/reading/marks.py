"""A sentence with a holder and a target marked in it, and what is asked of it, as word pieces.

`taiwan against | @ paraguay @ rejected # reunification # by force`: the target's name and the side
that its words take stand first, marks stand round both spans.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.reading.pieces import Pieces, cut
from analysis.spans import Span

_HOLDER, _TARGET, _BAR = "@", "#", "|"
_SIDES = {1: "for", 0: "", -1: "against"}


class Question(NamedTuple):
    """Where a holder stands on a target by a sentence.

    `side` is 1 where the words of the target are a phrase that it is for the target to back (aid),
    -1 where to back it is against the target (reunification), 0 where they name the target itself.
    """

    sentence: str
    holder: Span
    span: Span
    target: str
    side: int = 0


def marked(tokenizer: Tokenizer, questions: Sequence[Question], room: int) -> list[Pieces]:
    """Return the pieces of each question, at most `room` of them: those nearest to both spans stay.

    What was added covers no character, so that `Pieces.covered` finds the spans as before.
    """
    marks = [tokenizer.encode(mark, add_special_tokens=False).ids[0] for mark in (_HOLDER, _TARGET, _BAR)]
    heads = {
        asked: [*tokenizer.encode(" ".join(asked).strip(), add_special_tokens=False).ids, marks[2]]
        for asked in {(each.target, _SIDES[each.side]) for each in questions}
    }
    return [
        _marked(pieces, each, marks, heads[each.target, _SIDES[each.side]], room)
        for each, pieces in zip(questions, cut(tokenizer, [each.sentence for each in questions]), strict=True)
    ]


def _marked(pieces: Pieces, asked: Question, marks: list[int], head: list[int], room: int) -> Pieces:
    pieces = _near(pieces, asked, room - len(head) - 4)
    covered = [pieces.covered(*span) for span in (asked.holder, asked.span)]
    holder, target = marks[:2]
    closing = [(past, mark) for (_, past), mark in zip(covered, (holder, target), strict=True)]
    opening = [(first, mark) for (first, _), mark in zip(covered, (holder, target), strict=True)]
    places, ids = zip(*sorted(closing + opening, key=lambda each: each[0]), strict=True)
    edges = np.append(pieces.starts, pieces.ends[-1:] if len(pieces.ends) else 0)
    at, front = edges[list(places)], np.full(len(head), edges[0])
    return Pieces(
        np.concatenate([head, np.insert(pieces.ids, places, ids)]),
        np.concatenate([np.zeros(len(head), int), np.insert(pieces.cases, places, 0)]),
        np.concatenate([front, np.insert(pieces.starts, places, at)]),
        np.concatenate([front, np.insert(pieces.ends, places, at)]),
    )


def _near(pieces: Pieces, asked: Question, room: int) -> Pieces:
    """Return the pieces that stand nearest to the holder or to the target."""
    place = np.arange(len(pieces.ids))
    away = [
        np.maximum(np.maximum(first - place, place - past + 1), 0)
        for first, past in (pieces.covered(*asked.holder), pieces.covered(*asked.span))
    ]
    kept = np.sort(np.argsort(np.minimum(*away), kind="stable")[:room])
    return Pieces(*(column[kept] for column in pieces))
