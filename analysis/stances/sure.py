"""The closed list: a holder, a verb that leaves no doubt, and its object, side by side.

`Honduras opposes Taiwan independence`, `Oslo never recognised the annexation of Crimea`, `Russian
forces shelled Kharkiv`: where nothing stands between, the words decide before the model does.
"""

import re
from typing import NamedTuple

from analysis.folding import fold
from analysis.reading.marks import Question

_BACKS = r"supports?|supported|backs?|backed|endorses?|endorsed|upholds?|upheld|recogni[sz]es?|recogni[sz]ed"
_OPPOSES = r"opposes?|opposed|rejects?|rejected|condemns?|condemned|denounces?|denounced|deplores?|deplored"
_STRIKES = r"shells?|shelled|attacks?|attacked|invades?|invaded|bombs|bombed|struck|strikes"
_BETWEEN = (
    r"(?: (?:the|any|all|any form of|every form of|its|China's|Beijing's|Russia's|Moscow's|Russian|Chinese))*"
)
_AROUND = (
    r"(?: (?:has|have|had|firmly|strongly|openly|explicitly|fully|again|also|forces|troops|government))*"
)
_RULES = (
    (re.compile(rf"{_AROUND} (?:{_BACKS}){_BETWEEN} "), 1),
    (re.compile(rf"{_AROUND} (?:never|has never|have never) (?:{_BACKS}){_BETWEEN} "), -1),
    (re.compile(rf"{_AROUND} (?:{_OPPOSES}){_BETWEEN} "), -1),
)
_ATTACK = re.compile(rf"{_AROUND} (?:{_STRIKES}) ")
_TAIL = re.compile(r"(?: ?[.,;:!?]|$| (?:in|on|at|and|during|after|before|since|with|by) )")


class Ruling(NamedTuple):
    """What the list says: 1 favor or -1 against, and the words that said it."""

    sign: int
    words: str


def ruling(asked: Question) -> Ruling | None:
    """Return what the closed list says of a question, or nothing."""
    text, (start, end) = fold(asked.sentence), asked.span
    way = text[asked.holder[1] : start] if asked.holder[1] <= start else ""
    if asked.side:
        sign = next((sign for rule, sign in _RULES if rule.fullmatch(way)), 0)
        return Ruling(sign * asked.side, way.strip()) if sign else None
    if _ATTACK.fullmatch(way) and _TAIL.match(text[end:]):
        return Ruling(-1, way.strip())
    return None
