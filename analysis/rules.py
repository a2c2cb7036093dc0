"""A readable rule for who takes which position: attitude x object x negation x who governs it.

The attitude words between a holder and the object of a position multiply: `opposes` (-) `aid` (+)
to Ukraine (+) is against it, `condemned` (-) the `invasion` (-) is for it. A rule that is not sure
who governs the words says neutral. Everything here reads one sentence and needs no parser.
"""

import re
from typing import NamedTuple

from analysis.lexicon import POLARITY, Target, load_attitudes

Span = tuple[int, int]
_REACH = 14  # words between a holder and the first attitude, and between that and the object


class Cue(NamedTuple):
    """A word of attitude."""

    start: int
    end: int
    kind: str


class Thing(NamedTuple):
    """What a position can be about, in one sentence: the target itself, a phrase or a deed."""

    start: int
    end: int
    lean: int  # 1: to back it is to be for the target
    kind: str  # target, favor, against, deeds


class Verdict(NamedTuple):
    """`sign` is 1 for favor, -1 for against, 0 for neutral; `span` is the object that decided."""

    sign: int
    reason: str
    span: Span | None = None


NEUTRAL = Verdict(0, "no attitude of the holder toward the target found")

_OBJECT_OF = re.compile(
    r"\b(?:of|in|on|to|from|for|with|against|by|over|between|toward|towards|at|into|near|than|like)"
    r" (?:the |its |their |his |her )?(?:[\w'-]+ and )?$",
    re.I,
)
_SOURCE = re.compile(
    r"\b(?:according to|efforts by|calls from|backing from|decision by|move by) (?:the )?$", re.I
)
_BY = re.compile(r"\bby (?:the )?(?:[\w'-]+ ){0,2}$", re.I)
_FROM = re.compile(
    r"\b(?:thank\w*|grateful to|gratitude to|praise[ds]?|appreciat\w+)\b[^.;]{0,30}$"
    r"|\b(?:support|aid|assistance|help|weapons|arms|backing|solidarity|tanks|missiles|ammunition) from (?:the )?$",
    re.I,
)
_CAPITAL = re.compile(r"(?<![\w'])[A-Z][\w'-]+(?: [A-Z][\w'-]+)*|\b(?:he|she|they|we|it|I)\b")
_NOT_A_SUBJECT = re.compile(
    r"(?:\b(?:and|or|alongside|with|of|in|on|to|from|for|at|by|over|against|than|near|into|between|as"
    r"|toward|towards|like|the|a|an|its|their|his|her|against the|called|including)\s|[,(]\s?|')$",
    re.I,
)
_OWN = re.compile(r"(?:'s?)? (?:(?!is |are |was |were |be |has |have |and )[\w-]+ ){0,2}")
_VISIT = re.compile(r"\bvisit(?:s|ed|ing)? (?=[A-Z])|\b(?:arriv|land)\w+ (?=in [A-Z])|\b(?:trip|visit) (?=to [A-Z])")
_BREAK = re.compile(r"[;:]|,? (?:while|whereas|although|though|but|even as|despite) ", re.I)
_NEW_SUBJECT = re.compile(
    r"(?:, (?:and|but|while|as)|;| while| but| as| that| after| before| when) (?:the )?$", re.I
)


def things(plain: str, target: Target, given: list[Span]) -> list[Thing]:
    """Return what in the sentence a position on the target can be about, in order."""
    found = [
        Thing(*match.span(), 1 if kind == "favor" else -1, kind)
        for kind in ("favor", "against", "deeds")
        for match in target.phrases[kind].finditer(plain)
    ]
    found = [a for a in found if not any(_within(a, b) for b in found)]
    names = {*given, *(match.span() for match in target.mentions.finditer(plain))}
    for start, end in sorted(names):
        if not any(a.start < end and start < a.end for a in found):
            found.append(Thing(start, end, 1, "target"))
    return sorted(found)


def judge(
    plain: str, holder: Span, about: list[Thing], *, allies: list[Span] = (), visits: bool = False
) -> Verdict:
    """Decide the holder's position.

    Args:
        plain: the folded sentence.
        holder: where the holder is named.
        about: the things that the position can be about.
        allies: other mentions that speak for the holder: his state, his pronouns.
        visits: whether a visit is a sign of support.
    """
    about = [
        thing
        for thing in about
        if not (holder[0] < thing.end and thing.start < holder[1]) or thing.kind != "target"
    ]
    cues = find_cues(plain, visits)
    verdicts = [
        verdict
        for thing in about
        for rule in (_deed, _active, _passive, _received)
        if (verdict := rule(plain, holder, thing, cues, list(allies)))
    ]
    return max(verdicts, key=lambda v: (abs(v.sign), -_distance(holder, v.span)), default=NEUTRAL)


def find_cues(plain: str, visits: bool = False) -> list[Cue]:
    """Return the words of attitude; where two overlap, the longer."""
    found = [
        Cue(*match.span(), kind)
        for kind, pattern in load_attitudes().cues.items()
        for match in pattern.finditer(plain)
    ]
    if visits:
        found += [Cue(*m.span(), "support") for m in _VISIT.finditer(plain)]
    found.sort(key=lambda cue: (cue.start - cue.end, cue.start))
    kept: list[Cue] = []
    for cue in found:
        if not any(cue.start < other.end and other.start < cue.end for other in kept):
            kept.append(cue)
    return sorted(kept)


def _deed(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Russia's invasion of Ukraine, China's claims over Taiwan: whose it is, stands behind it."""
    if thing.kind not in ("deeds", "against"):
        return None
    own = (
        thing.start <= holder[0]
        and holder[1] <= thing.end
        and plain[: holder[1]].endswith(plain[holder[0] : holder[1]])
    )
    gap = plain[holder[1] : thing.start] if holder[1] <= thing.start else None
    possessed = gap is not None and _OWN.fullmatch(gap)
    if not (own and thing.start == holder[0]) and not possessed:
        return None
    if (
        possessed
        and not gap.startswith("'")
        and any(c.start < thing.start and c.end > holder[1] for c in cues)
    ):
        return None
    if _doubtful(plain[max(0, holder[0] - 25) : thing.start]):
        return Verdict(0, "only a possibility", thing[:2])
    return Verdict(-1, f"{plain[holder[0] : thing.end]!r} is the holder's own", thing[:2])


def _active(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Holder, then attitude, then object, in one clause: Beijing opposes Taiwan independence."""
    if thing.start < holder[1]:
        return None
    chain = [cue for cue in cues if holder[1] <= cue.start < thing.end and not _inside(cue, thing)]
    if not chain or _is_object(plain, holder):
        return None
    gap, rest = plain[holder[1] : chain[0].start], plain[chain[0].end : thing.start]
    if len(gap.split()) > _REACH or len(rest.split()) > _REACH or _BREAK.search(gap + " | " + rest):
        return None
    if _rival(plain, holder[1], chain[0].start, allies) or _restart(
        plain, chain[0].end, thing.start, allies
    ):
        return None
    return _weigh(plain, holder[1], chain, thing)


def _passive(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Attitude `by` holder: arms sales condemned by Beijing, efforts by Beijing towards unification."""
    by = _BY.search(plain[: holder[0]])
    if not by:
        return None
    near = [
        cue
        for cue in cues
        if cue.end <= by.start() and len(plain[cue.end : by.start()].split()) <= 2
    ]
    if not near:
        return None
    cue = near[-1]
    between = (
        plain[thing.end : cue.start] if thing.end <= cue.start else plain[holder[1] : thing.start]
    )
    if (
        thing.start < cue.start < thing.end
        or len(between.split()) > _REACH
        or _BREAK.search(between)
    ):
        return None
    chain = [cue]
    if thing.start >= holder[1]:
        chain += [c for c in cues if holder[1] <= c.start and c.end <= thing.start]
    return _weigh(plain, max(0, cue.start - 30), chain, thing)


def _received(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Who is thanked for support, or from whom it comes, gives it."""
    if thing.kind not in ("target", "favor") or not _FROM.search(plain[: holder[0]]):
        return None
    after = plain[holder[1] : holder[1] + 60]
    if plain[: holder[0]].rstrip().endswith(("from", "from the")) or re.match(
        r"'?s? for (?:its|their|his|her|the|all|continu\w+|[\w-]+)* ?(?:[\w-]+ )*?(?:support|aid|assist|help|backing"
        r"|solidarity|leadership|weapons|military|contribution)",
        after,
    ):
        return Verdict(1, "support received from the holder", thing[:2])
    return None


def _weigh(plain: str, begin: int, chain: list[Cue], thing: Thing):
    """Multiply the attitudes on the way to the object, with what negates them."""
    attitudes = load_attitudes()
    if chain[0].kind == "give" and not _receives(plain, chain, thing):
        return None
    if all(cue.kind == "give" for cue in chain) and not _receives(plain, chain, thing):
        return None
    if all(cue.kind == "assert" for cue in chain) and thing.kind in ("target", "deeds"):
        return None
    if (
        chain[-1].kind == "attack"
        and thing.kind == "target"
        and not _struck(plain, chain[-1], thing)
    ):
        return None
    sign, words = thing.lean, []
    for place, cue in enumerate(chain):
        words.append(plain[cue.start : cue.end])
        sign *= POLARITY[cue.kind]
        if cue.kind == "give" and place and POLARITY[chain[place - 1].kind] > 0:
            continue
        before = plain[max(begin, chain[place - 1].end if place else begin) : cue.start]
        before = " ".join(before.split()[-5:])
        if attitudes.refusal.search(before):
            sign = 0 if cue.kind in ("oppose", "attack", "assert") else -sign
            words.insert(-1, attitudes.refusal.search(before)[0])
        elif attitudes.negation.search(before):
            word = attitudes.negation.search(before)[0]
            flips = cue.kind == "accept" or (cue.kind in ("support", "give") and word == "never")
            sign = -sign if flips else 0
            words.insert(-1, word)
    reason = f"{' '.join(words)} > {plain[thing.start : thing.end]}"
    if _doubtful(plain[begin : chain[0].end]):
        return Verdict(0, f"only a possibility: {reason}", thing[:2])
    return Verdict(sign, reason, thing[:2])


def _receives(plain: str, chain: list[Cue], thing: Thing) -> bool:
    """Whether the object is who is given to: arms to Kyiv, supplied Ukraine with tanks."""
    if thing.kind != "target":
        return True
    last = plain[chain[-1].end : thing.start]
    return (
        bool(re.search(r"\b(?:to|for) (?:[\w'-]+ ){0,2}$", last))
        or re.fullmatch(r" (?:the )?", last) is not None
    )


def _struck(plain: str, cue: Cue, thing: Thing) -> bool:
    """Whether the deed is done to the object, and not merely near it or with it."""
    return bool(
        re.fullmatch(
            r"(?: (?:the|a|an|on|at|against|into|in|of|across|port|city|capital|eastern|southern|northern|western"
            r"|central|parts|targets|cities|towns|infrastructure|energy|power|and|its|over|around|towards?|several|occupied"
            r"|city of|region of|most|much|all|civilian|residential|buildings?|areas?|missiles?|drones?|near)){0,5} ?",
            plain[cue.end : thing.start],
        )
    )


def _is_object(plain: str, holder: Span) -> bool:
    """Whether the holder hangs on a preposition, or is asked to act, and so governs nothing."""
    before = plain[: holder[0]]
    if _SOURCE.search(before) or re.match(r",? (?:who|which)\b", plain[holder[1] :]):
        return False
    urged = load_attitudes().urge.search(before[-32:])
    if urged and re.match(r"(?:'s?)? to\b", plain[holder[1] :]):
        return True
    return bool(_OBJECT_OF.search(before))


def _rival(plain: str, start: int, end: int, allies: list[Span]) -> bool:
    """Whether another subject stands between the holder and the first attitude."""
    gap = re.sub(r"^, (?!who|which|whose)[^,]{1,60},", lambda m: " " * len(m[0]), plain[start:end])
    for name in _CAPITAL.finditer(gap):
        place = start + name.start()
        if any(a <= place < b for a, b in allies):
            continue
        if not _NOT_A_SUBJECT.search(plain[start:place]):
            return True
        if re.search(r", (?:and|but|while) (?:the )?$", plain[start:place]):
            return True
    return False


def _restart(plain: str, start: int, end: int, allies: list[Span]) -> bool:
    """Whether a new clause with a subject of its own begins between attitude and object."""
    return any(
        _NEW_SUBJECT.search(plain[start : start + name.start()])
        and not any(a <= start + name.start() < b for a, b in allies)
        for name in _CAPITAL.finditer(plain[start:end])
    )


def _doubtful(words: str) -> bool:
    return bool(load_attitudes().doubt.search(words))


def _within(a: Thing, b: Thing) -> bool:
    return (
        a is not b
        and b.start <= a.start
        and a.end <= b.end
        and (a.end - a.start) < (b.end - b.start)
    )


def _inside(cue: Cue, thing: Thing) -> bool:
    return thing.start <= cue.start and cue.end <= thing.end


def _distance(holder: Span, span: Span | None) -> int:
    return 10_000 if span is None else max(span[0] - holder[1], holder[0] - span[1], 0)
