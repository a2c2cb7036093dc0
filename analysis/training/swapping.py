"""The same sentences under other names, so that the words decide a stance and not its holder's name."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np

from analysis.book import load_book
from analysis.stances.stand_ins import PEOPLE_WORD, kind_of_name, renamed, without_name
from analysis.training.positions import Position


@cache
def pools() -> dict[str, list[str]]:
    """Return the names that may stand for each other: states, capitals, nationalities, people."""
    book, names = load_book(), defaultdict(list)
    for row in book.table.itertuples():
        if row.kind == "government" and row.country:
            names["government"].append(row.actor)
            names["metonym"] += row.metonyms.split(";")[:1]
            names["demonym"] += [word for word in row.demonyms.split(";") if PEOPLE_WORD.match(word)][:1]
        elif row.kind == "person" and row.offices:
            names["person"].append(row.actor)
    return {kind: sorted({name for name in found if name}) for kind, found in names.items()}


def with_names_swapped(positions: Sequence[Position], seed: int = 0) -> list[Position | None]:
    """Return, for each position, the same with the holder's name replaced by another of its kind.

    Every place of the name in the sentence is replaced. Nothing is returned for a holder that is no
    known name, and for the target's own side: another name would say another thing.
    """
    generator, found = np.random.default_rng(seed), []
    for each in positions:
        kind = kind_of_name(each.question)
        names = pools().get(kind, [""])
        name = names[int(generator.integers(len(names)))]
        question = renamed(each.question, name) if name else None
        found.append(each._replace(question=question) if question else None)
    return found


def some_swapped(positions: Sequence[Position], share: float, seed: int = 0) -> list[Position]:
    """Return the positions, a share of them under another name where there is one."""
    chosen = np.random.default_rng([seed, 1]).random(len(positions)) < share
    swapped = with_names_swapped(positions, seed)
    return [
        other if other and change else each
        for each, other, change in zip(positions, swapped, chosen, strict=True)
    ]


def some_nameless(
    positions: Sequence[Position], nameless: float, swapped: float, seed: int
) -> list[Position]:
    """Return the positions, a share of the names that are known replaced by stand-ins', one by others."""
    generator, found = np.random.default_rng(seed), []
    for each in positions:
        kind, chance = kind_of_name(each.question), generator.random()
        question = None
        if kind in pools() and chance < nameless:
            question = without_name(each.question)
        elif kind in pools() and chance < nameless + swapped:
            question = renamed(each.question, pools()[kind][int(generator.integers(len(pools()[kind])))])
        found.append(each._replace(question=question) if question else each)
    return found
