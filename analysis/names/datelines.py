"""Datelines: `TAIPEI (Reuters) - ` says where a report was written and names nobody in it."""

import re

_DATELINE = re.compile(
    r"""\s*[A-Z][A-Z .,'/-]{2,40}     # the town, in capitals
    (?:,\ [A-Z][a-z]+\.?\ \d{1,2})?  # the day
    \s*(?:\([^()]{2,40}\)\s*)?       # the agency
    -{1,2}\s""",
    re.VERBOSE,
)


def dateline_end(plain: str) -> int:
    """Return where the dateline that a folded sentence begins with ends; 0 where there is none."""
    found = _DATELINE.match(plain)
    return found.end() if found else 0
