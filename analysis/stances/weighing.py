"""What the attitudes between a holder and an object come to, with what negates or empties them."""

import re
from typing import NamedTuple

from analysis.stances.cues import BARE, Cue, Span, Thing
from analysis.stances.grammar import doubtful, receives, struck
from analysis.stances.lexicon import POLARITY, load_attitudes

NEEDS_MORE = ("assert", "will", "cease", "perform")  # no position on a bare name
_OTHER_CLAUSE = re.compile(r"\b(?:whom|who|which|whose|where|when)\b")
_TALKS = re.compile(
    r"\b(?:talks|negotiat\w+|dialogue|peace|cease-?fire|truce|mediat\w+|settlement|diploma\w+)\b", re.I
)
_BLAMES = re.compile(r"condemn|denounc|deplor|critici|oppos|reject|protest|support|back|justif", re.I)
_OF_ANOTHER = re.compile(r"'s? (?:\w+ )?(?:positions?|stances?|claims?|polic\w+|views?|line|demands?|terms) ")
_NEW_VERB = re.compile(r"\b(?:and|but)(?: (?:also|then|now|has|have|had|will|would|again|\w+ly))* $")
_NOUN = re.compile(r"\w*(?:tion|sion|ment|ance|ence|ade|age|sal|lity)s?$", re.I)
_ALIKE = re.compile(r"(?:,|,? and|,? or)(?: the| its| their| any| all)?(?: [\w-]+)? ")
_AGAINST = re.compile(r"\b(?:from|against) (?:the )?$")


class Verdict(NamedTuple):
    """`sign` is 1 for favor, -1 for against, 0 for neutral; `span` is the object that decided."""

    sign: int
    reason: str
    span: Span | None = None


def weigh(plain: str, begin: int, chain: list[Cue], thing: Thing):
    """Multiply the attitudes on the way to the object, with what negates them."""
    attitudes = load_attitudes()
    begin, chain = _last_verb(plain, begin, chain)
    if len(chain) > 1 and thing.kind == "deeds" and _ALIKE.fullmatch(plain[chain[-1].end : thing.start]):
        chain = chain[:-1]  # the invasion and the annexation of Crimea are one object
    firm = [cue for cue in chain if cue.kind not in NEEDS_MORE]
    gives = firm and (firm[0].kind == "give" or all(cue.kind == "give" for cue in firm))
    if gives and not receives(plain, chain, thing):
        return None
    if thing.kind in BARE and all(cue.kind in NEEDS_MORE for cue in chain):
        return None
    if thing.kind == "deeds" and all(cue.kind in ("assert", "cease", "will") for cue in chain):
        return None
    if chain[-1].kind == "attack" and thing.kind in BARE and not struck(plain, chain[-1], thing):
        return None
    if plain[thing.start : thing.end].lower().startswith("war in") and not any(
        _BLAMES.match(plain, cue.start) for cue in chain
    ):
        return None  # to want the war to end, or to bear what it costs, is no position
    way = plain[chain[-1].end : thing.start]
    if _OTHER_CLAUSE.search(way) or (thing.kind in BARE and _TALKS.search(way)):
        return None
    if thing.kind in BARE and _OF_ANOTHER.search(way):
        return None  # to back China's position on Taiwan is not to back Taiwan
    if [plain[cue.start : cue.start + 6].lower() for cue in chain] == ["violat"]:
        return None  # to violate a principle is what one is accused of
    sign, words = thing.lean, []
    for place, cue in enumerate(chain):
        words.append(plain[cue.start : cue.end])
        if cue.kind == "attack" and place and plain[chain[place - 1].start :].lower().startswith("den"):
            return Verdict(0, "denies a deed", thing[:2])
        if place and _same_deed(plain, chain[place - 1], cue):
            continue
        sign *= POLARITY[cue.kind]
        if cue.kind == "give" and place and POLARITY[chain[place - 1].kind] > 0:
            continue
        before = plain[max(begin, chain[place - 1].end if place else begin) : cue.start]
        before = " ".join(before.split()[-5:])
        if attitudes.refusal.search(before):
            sign = -sign if cue.kind in ("support", "accept", "give") else 0
            words.insert(-1, attitudes.refusal.search(before)[0])
        elif attitudes.negation.search(before):
            word = attitudes.negation.search(before)[0]
            flips = cue.kind in ("accept", "cease") or (cue.kind in ("support", "give") and word == "never")
            sign = -sign if flips else 0
            words.insert(-1, word)
    if chain[-1].kind == "accept" and thing.kind == "part":
        sign = -sign  # to recognise Donetsk or Crimea is to take it away
    shields = re.match(r"protect|defend|shield|sav", plain[chain[-1].start :], re.I)
    if shields and _AGAINST.search(plain[chain[-1].end : thing.start]):
        sign = -sign  # to protect somebody from the object
    reason = f"{' '.join(words)} > {plain[thing.start : thing.end]}"
    if doubtful(plain[begin : chain[0].end]):
        return Verdict(0, f"only a possibility: {reason}", thing[:2])
    return Verdict(sign, reason, thing[:2])


def _last_verb(plain: str, begin: int, chain: list[Cue]) -> tuple[int, list[Cue]]:
    """Keep the last of several verbs of one subject: condemned the coup and backed Ukraine."""
    for place in range(len(chain) - 1, 0, -1):
        cue, last = chain[place], chain[place - 1]
        noun = _NOUN.match(plain[cue.start : cue.end])
        if _NEW_VERB.search(plain[last.end : cue.start]) and not noun:
            return last.end, chain[place:]
    return begin, chain


def _same_deed(plain: str, cue: Cue, after: Cue) -> bool:
    """Whether two words against something are one: killed by shelling, the invasion and violation."""
    if cue.kind == after.kind == "attack":
        return True
    both = POLARITY[cue.kind] < 0 and POLARITY[after.kind] < 0
    between = plain[cue.end : after.start]
    return both and bool(_ALIKE.fullmatch(between))
