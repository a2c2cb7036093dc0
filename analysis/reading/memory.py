"""What was answered before: a sentence that comes again, of a wire or a formula, isn't read again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence

MOST = 300_000  # answers that are kept, some 150 MB


class Answers:
    """The answers that were given last, by what was asked.

    Args:
        most: so many are kept; those asked for longest ago are forgotten first.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def forget(self) -> None:
        """Forget all answers."""
        self._kept.clear()

    def of(self, asked: Sequence[Hashable], answer: Callable[[list], Sequence]) -> list:
        """Return an answer for each thing asked; `answer` is called with what is new, each once."""
        given = {each: self._kept[each] for each in dict.fromkeys(asked) if each in self._kept}
        new = [each for each in dict.fromkeys(asked) if each not in given]
        if new:
            given |= zip(new, answer(new), strict=True)
        for each in given:
            self._kept[each] = given[each]
            self._kept.move_to_end(each)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return [given[each] for each in asked]
