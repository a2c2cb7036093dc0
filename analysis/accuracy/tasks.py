"""What can be measured, and a file of it as questions with their answers."""

from dataclasses import dataclass
from typing import NamedTuple

from analysis.spans import Span
from analysis.tables import LABELS, SENTIMENTS, VOICES

CLASSES = {
    "sentiment": SENTIMENTS,
    "directed": LABELS,
    "stance": LABELS,
    "voice": VOICES,
    "names": ("person", "organisation", "place"),
    "boundaries": ("boundary",),
}
SPAN_TASKS = ("names", "boundaries")


@dataclass(frozen=True)
class Labelled:
    """What one file asks and the answers that it holds.

    A text is the sentence of one target or pair, so it repeats; for names it is a sentence, for
    boundaries a paragraph. `gold` has a class per text; for names and boundaries, a set of
    (start, end, class) per text. `spans` holds the targets, or the holders and the targets.
    """

    task: str
    texts: list[str]
    gold: list
    spans: tuple[list[Span], ...] = ()
    targets: list[str] | None = None  # their names in `data/targets.toml`
    coders: tuple[list, list] | None = None  # what two coders said before it was settled; None for nothing
    part: str = ""  # which part of the file, if it is not all of it

    @property
    def classes(self) -> tuple[str, ...]:
        """What a row can be."""
        return CLASSES[self.task]

    def __len__(self) -> int:
        """Return the number of rows: targets, pairs, names or boundaries."""
        return sum(map(len, self.gold)) if self.task in SPAN_TASKS else len(self.gold)

    def take(self, places: list[int]) -> "Labelled":
        """Return the texts at these places alone."""

        def these(column: list | None) -> list | None:
            return None if column is None else [column[place] for place in places]

        return Labelled(
            self.task,
            these(self.texts),
            these(self.gold),
            tuple(map(these, self.spans)),
            these(self.targets),
            self.coders and tuple(map(these, self.coders)),
            self.part,
        )


class Swaps(NamedTuple):
    """How many pairs were asked again under other names, and the share of answers that moved."""

    pairs: int
    swaps: int
    moved: float
