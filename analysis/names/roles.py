"""The words of offices and of titles, and the patterns that find them round a name."""

import re
from functools import lru_cache

from analysis.names.words import TITLES

_SAME_ROLE = {
    "pm": "prime minister",
    "premier": "prime minister",
    "minister of foreign affairs": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "external affairs minister": "foreign minister",
    "minister of external affairs": "foreign minister",
    "foreign affairs minister": "foreign minister",
    "foreign secretary": "foreign minister",
    "secretary of state": "foreign minister",
    "top diplomat": "foreign minister",
    "minister of defence": "defence minister",
    "minister for defence": "defence minister",
    "minister of national defence": "defence minister",
    "defence secretary": "defence minister",
    "secretary of defence": "defence minister",
    "defence chief": "defence minister",
    "secretary general": "secretary-general",
    "secretary- general": "secretary-general",
    "foreign policy chief": "high representative",
    "chief": "secretary-general",
}
_FORMER = (
    r"(?:then|former|ex|outgoing|acting|incoming|current|sitting|late|new|newly[ -]elected|longtime)[ -]"
)
# Words of a title beside those that `words` knows.
_MORE_TITLES = """adviser advisor army autocrat billionaire candidate col commander counterpart dictator
    diplomat economy elect energy excellency first gen her his lady lawmaker lt national nominee oligarch
    opposition party politician president-elect press security state strongman trade""".split()
_NO_TITLE = {"defence", "defense", "foreign", "prime", "acting", "former"}  # alone


def canonical(role: str) -> str:
    """Return one spelling for the roles that newspapers write in several ways."""
    role = role.lower().replace("defense", "defence")
    return _SAME_ROLE.get(role, role)


@lru_cache(maxsize=4)
def patterns(roles: tuple[str, ...]) -> dict[str, re.Pattern]:
    words = {*roles, *_SAME_ROLE} | {role.replace("defence", "defense") for role in (*roles, *_SAME_ROLE)}
    role = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
    title = (
        rf"(?:{role}|{'|'.join(sorted({*TITLES, *_MORE_TITLES} - _NO_TITLE, key=lambda w: (-len(w), w)))})"
    )
    return {
        "after": re.compile(rf"(?:'s?)? (?:{_FORMER})*({role})\b(?![-\w])(?! (?:for|general)\b)", re.I),
        "before": re.compile(rf"(?:\bthe )?\b({role}) of (?:the )?$", re.I),
        "alone": re.compile(rf"\bthe ({role})\b(?! (?:of|for|general)\b)(?!-)", re.I),
        "title": re.compile(rf"(?:\b(?:{_FORMER}))*\b{title}\.?(?:[ -]{title}\.?)*,? $", re.I),
    }
