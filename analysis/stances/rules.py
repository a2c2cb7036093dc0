"""A readable rule for who takes which position: attitude x object x negation x who governs it.

The attitude words between a holder and the object of a position multiply: `opposes` (-) `aid` (+)
to Ukraine (+) is against it, `condemned` (-) the `invasion` (-) is for it. A rule that is not sure
who governs the words says neutral. Everything here reads one sentence and needs no parser.
"""

import re

from analysis.stances.cues import BARE, Cue, Span, Thing, find_cues
from analysis.stances.grammar import doubtful, is_object, restart, rival, suffers
from analysis.stances.weighing import NEEDS_MORE, Verdict, weigh

_REACH = 14  # words between a holder and the first attitude, and between that and the object
NEUTRAL = Verdict(0, "no attitude of the holder toward the target found")
_BY = re.compile(r"\bby (?:the )?(?:[\w'-]+ ){0,2}$", re.I)
_FROM = re.compile(
    r"\b(?:support|aid|assistance|help|weapons|arms|backing|solidarity|tanks|missiles|ammunition)"
    r" from (?:the )?$",
    re.I,
)
_THANKED = re.compile(r"\b(?:thank\w*|grateful to|gratitude to|praise[ds]?|appreciat\w+)\b[^.;]{0,30}$", re.I)
_FOR_SUPPORT = re.compile(
    r"'?s? for (?:[\w-]+ ){0,4}?(?:support|aid|assist|help|backing|solidarity|leadership|weapons|arms)"
)
_LINKS = """about after amid and are as at be before by despite during for from had has have in is its of
    on or over said since that their throughout to was were which who will with would"""
_OWN = re.compile(rf"(?:'s?)? (?:(?!(?:{'|'.join(_LINKS.split())}) )[\w-]+ ){{0,2}}")
_BREAK = re.compile(r"[;:]|,? (?:while|whereas|although|though|but|even as|despite) ", re.I)


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
        if not (holder[0] < thing.end and thing.start < holder[1]) or thing.kind not in BARE
    ]
    phrases = [thing for thing in about if thing.kind not in BARE]
    cues = [
        c for c in find_cues(plain, visits) if not any(c.start < t.end and t.start < c.end for t in phrases)
    ]
    verdicts = [
        verdict
        for thing in about
        for rule in (_deed, _active, _passive, _relative, _received)
        if (verdict := rule(plain, holder, thing, cues, list(allies)))
    ]
    return max(verdicts, key=lambda v: (abs(v.sign), -_distance(holder, v.span)), default=NEUTRAL)


def _deed(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Russia's invasion of Ukraine, China's claims over Taiwan: whose it is, stands behind it."""
    if thing.kind not in ("deeds", "against"):
        return None
    if thing.kind == "deeds" and re.fullmatch(r" by (?:the )?", plain[thing.end : holder[0]]):
        return Verdict(-1, f"{plain[thing.start : holder[1]]!r} is the holder's own", thing[:2])
    ends = thing.kind == "deeds" and thing.end == holder[1]  # aggression of the Russian Federation
    inside = holder != thing[:2] and (thing.start == holder[0] or ends)
    gap = plain[holder[1] : thing.start] if holder[1] <= thing.start else ""
    if not inside and not _OWN.fullmatch(gap):
        return None
    if gap[:1] == " " and any(c.start < thing.start and c.end > holder[1] for c in cues):
        return None  # a verb of attitude stands between them
    if doubtful(plain[max(0, holder[0] - 25) : thing.start]):
        return Verdict(0, "only a possibility", thing[:2])
    return Verdict(-1, f"{plain[holder[0] : thing.end]!r} is the holder's own", thing[:2])


def _active(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Holder, then attitude, then object, in one clause: Beijing opposes Taiwan independence."""
    if thing.start < holder[1]:
        return None
    chain = [cue for cue in cues if holder[1] <= cue.start and cue.end <= thing.start]
    if not chain or is_object(plain, holder, cues) or suffers(plain, chain[0]):
        return None
    gap, rest = plain[holder[1] : chain[0].start], plain[chain[0].end : thing.start]
    if len(gap.split()) > _REACH or len(rest.split()) > _REACH or _BREAK.search(gap + " | " + rest):
        return None
    if rival(plain, holder[1], chain[0].start, allies) or restart(plain, chain[0].end, thing.start, allies):
        return None
    return weigh(plain, holder[1], chain, thing)


def _passive(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Attitude `by` holder: arms sales condemned by Beijing, efforts by Beijing towards unification."""
    by = _BY.search(plain[: holder[0]])
    if not by:
        return None
    if thing.kind == "deeds" and thing.end >= by.start() - 1:
        return None  # the invasion of Ukraine by Russia is a deed
    near = [cue for cue in cues if cue.end <= by.start() and len(plain[cue.end : by.start()].split()) <= 2]
    if not near:
        return None
    cue = near[-1]
    between = plain[thing.end : cue.start] if thing.end <= cue.start else plain[holder[1] : thing.start]
    if thing.start < cue.start < thing.end or len(between.split()) > _REACH or _BREAK.search(between):
        return None
    chain = [cue]
    if thing.start >= holder[1]:
        chain += [c for c in cues if holder[1] <= c.start and c.end <= thing.start]
    return weigh(plain, max(0, cue.start - 30), chain, thing)


def _relative(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Object that holder attitude: the arms for Taiwan that Beijing denounced."""
    cue = next((c for c in cues if c.start >= holder[1]), None)
    if not cue or thing.end > holder[0] or not re.search(r"\b(?:that|which) (?:the )?$", plain[: holder[0]]):
        return None
    near = len(plain[thing.end : holder[0]].split()) <= 3 and len(plain[holder[1] : cue.start].split()) <= 2
    return weigh(plain, holder[1], [cue], thing) if near and cue.kind not in NEEDS_MORE else None


def _received(plain: str, holder: Span, thing: Thing, cues: list[Cue], allies: list[Span]):
    """Who is thanked for support, or from whom it comes, gives it."""
    before, after = plain[: holder[0]], plain[holder[1] : holder[1] + 60]
    if thing.kind not in (*BARE, "favor"):
        return None
    comes = _FROM.search(before)
    to_target = comes and len(plain[thing.end : comes.start()].split()) <= 4 and thing.end <= comes.start()
    if to_target or (_THANKED.search(before) and _FOR_SUPPORT.match(after)):
        return Verdict(1, "support received from the holder", thing[:2])
    return None


def _distance(holder: Span, span: Span | None) -> int:
    return 10_000 if span is None else max(span[0] - holder[1], holder[0] - span[1], 0)
