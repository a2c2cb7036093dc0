"""Whether a name means the place or who governs it, and which of two namesakes it means."""

import re

from analysis.names.search import before

_IN = (
    r"(?:in|near|outside|around|at|inside|across|throughout|over|above|through|via|within|central|downtown"
    r"|greater)"
)
_MOVE = (
    r"(?:flight|flights|fly|flies|flew|flown|flying|travel\w*|trips?|visit\w*|arriv\w*|return\w*|land\w*"
    r"|drove|drive|roads?|trains?|km|kilomet\w+|miles?|north|south|east|west|north-?east|north-?west"
    r"|south-?east|south-?west|left|leave|leaves|leaving|came|went|depart\w*|journey\w*|headed|heading|stop\w*"
    r"|advanc\w+|march\w*|convoy\w*|capital|city|suburbs?|outskirts|mayor|streets|centre|center|airport"
    r"|strikes?|attacks?|missiles?|drones?|bombs?|shell\w*|bomb\w*|hit|struck|rocked|explosions?|born|stay\w*)"
)
_BEFORE = re.compile(
    rf"\b(?:{_IN}|{_MOVE}(?:,| of| to| from| for| in| on| into| at| toward| towards)?) (?:the |\d+ )?$",
    re.I,
)
_AFTER = re.compile(
    r"(?:'s)? (?:airport|region|suburbs?|streets?|metro|subway|hospitals?|mayor|oblast|city|district"
    r"|residents?|skyline|time|stock exchange|olympics?|university|zoo|theat\w+|museum|embassy)\b"
    r"| (?:[A-Z]\w+ ){0,2}(?:Summit|Conference|Memorandum|format|Group|Forum)\b"
    r"|, (?:our|the|its|their) (?:\w+ )?capital\b"
    r"|, (?:[A-Z]\w+, )?(?:Ukraine|Russia|China|Taiwan|Belgium|France|Germany|Japan|Poland|Turkey|Iran"
    r"|Israel)"
    r"(?:\W*$|[,;:.)]| (?:on|in|at|to|from|for|during|after|before|with|and|where|since|this|last)\b)",
    re.I,
)
_RULERS = re.compile(
    r"\b(?:officials|authorities|leaders|leadership|government|regime|administration|policy-?makers"
    r"|decision-?makers|lawmakers|legislators|hawks|hard-?liners|rulers|strategists|planners"
    r"|nobody|no one) in $",
    re.I,
)
_OTHERS = re.compile(r"\b(?:local|city|municipal|regional|district|health|foreign|visiting|[A-Z][\w.'-]*) $")
_RANK = re.compile(r"\b(?:Senior|Top|Leading|The|Many|Most|Some|Several) $")


def is_city(plain: str, start: int, end: int) -> bool:
    """Whether a capital or a seat of power is meant as the place: `flights from Beijing`."""
    if _names_its_rulers(plain, start):
        return False
    return bool(before(_BEFORE, plain, start) or _AFTER.match(plain, end))


def _names_its_rulers(plain: str, start: int) -> bool:
    """Whether it is who governs there: `officials in Beijing`, but not `American officials in Beijing`."""
    rulers = before(_RULERS, plain, start)
    if not rulers:
        return False
    return not before(_OTHERS, plain, rulers.start()) or bool(before(_RANK, plain, rulers.start()))


_DOCUMENT = re.compile(
    r"(?: (?:[A-Z][\w-]+|of|on|for|against|the|to|and|in)){0,7}? (?:Conventions?|Pathway|Initiatives?|Agenda"
    r"|Declarations?|Agreements?|Accords?|Protocols?|Charter|Treaty|Consensus|Compact|Principles|Communique"
    r"|Olympics|Games|Roadmap|Programme of Action|Plan of Action|Action Plan|[Pp]rocess|Dialogue|Framework)\b"
)


def names_a_document(plain: str, start: int, end: int) -> bool:
    """Whether a name only opens that of a treaty or a process: Samoa Pathway, Baku process."""
    found = _DOCUMENT.match(plain, end)
    first = found[0].split()[0] if found else ""
    return first[:1].isupper() or first == "process"


# Words near which the one or the other namesake is meant.
_CUES = {
    "Georgia": re.compile(
        r"\b(?:Tbilisi|Abkhaz\w*|Ossetia\w*|Caucasus|Georgians?|Moldova\w*|Armenia\w*|Azerbaijan\w*|Ukrain\w+"
        r"|Russia\w*|Saakashvili|Zourabichvili|Ivanishvili|Kobakhidze|Garibashvili|Kavelashvili|NATO|EU)\b"
    ),
    "Georgia (US state)": re.compile(
        r"\b(?:Atlanta|Savannah|Augusta|Kemp|Warnock|Ossoff|Raffensperger|Fulton|Senat\w+|Republicans?"
        r"|Democrats?|Alabama|Florida|Carolina|Tennessee|Texas|Arizona|Michigan|Pennsylvania|Wisconsin"
        r"|Nevada|Ohio|runoff|electoral|Biden|Trump|Governor|Congress\w*|counties)\b"
    ),
}


def which_homonym(actors: list[str], sentences: list[str]) -> str:
    """Return the actor of these namesakes that the article speaks of, or nothing if it is open."""
    counts = {
        actor: sum(len(_CUES[actor].findall(sentence)) for sentence in sentences)
        for actor in actors
        if actor in _CUES
    }
    best = max(counts.values(), default=0)
    winners = [actor for actor, count in counts.items() if count == best]
    if len(winners) == 1:
        return winners[0]
    return next((actor for actor in winners if "(" not in actor), "")  # the state, not the province
