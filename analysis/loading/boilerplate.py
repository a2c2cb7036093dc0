"""What stands below an article and is no part of it.

Only the end of a text is looked at, line by line from the last, so nothing before the cut moves:
offsets into what remains are offsets into the record's own text. A line goes only where it is
short and furniture from its first word to its last.
"""

import re

_LINE = 300  # characters; furniture is shorter
_LIST = 15  # lines below a heading such as "Related articles"
_SITES = r"(twitter|x|facebook|instagram|telegram|linkedin|threads|bluesky|youtube|whatsapp|tiktok)"
_LETTER = r"(newsletters?|inbox|mailing list|alerts|updates|briefings?|e-?mails?|channel|podcast)"
_KINDS = r"(sources?|articles?|stor(y|ies)|posts?|news|topics?|content|coverage|reading|links?)"
_THIS = r"(this|the) (article|story|post|piece|report|interview|column|essay|commentary|version)"

# A pattern a line, each for a whole line of text
_HEADINGS = rf"""
related( {_KINDS})? ?:?
(read|see|watch) (more|also|next|further) ?:?
(also read|see also|further reading|you may also like|sources?|tags) ?:?
(more|most) (on|from|read|popular|in)\b[^.]{{0,40}}
recommended( for you| reading| stories)? ?:?
"""
_LINES = rf"""
(related {_KINDS} ?:)?([•·▪*|–,; -]*source \d+)+[,; ]*
related {_KINDS} ?([:•·].{{0,120}})?
(related|also read|see also|tags|filed under|topics|categories) ?:.{{0,120}}
(read|see|watch) (more|also|next|further)( ?[.…:»>→|].{{0,120}})?
(read|see|watch) (more|also) (about|at|on|here|from|in)\b.{{0,120}}
read (the|our) (full|original|whole|complete) (article|story|report|text|interview)\b.*
(continue reading|click here|tap here)\b.*
share( this| on| via)( (article|story|post|page|link))?( .{{0,60}}|[:.…!].{{0,80}})?
share( ?:.{{0,80}})?
((share|tweet|facebook|twitter|x|linkedin|whatsapp|telegram|e-?mail|print|reddit)[ |,•·/]*)+
(©|\(c\) ?\d).*
copyright ?(©|\(c\)|\d{{4}}|by\b|:).*
.*\ball rights (are )?reserved\b.*
.*\bmay not be (published|reproduced|copied)\b.*\b(re-?written|redistributed|permission|consent)\b.*
(sign up|subscribe|register|join)\b.*\b{_LETTER}\b.*
subscribe( now| today| here| to (us|our|the)\b.*)?[.!:]*
get\b.*\b(newsletter|inbox)\b.*
follow us( on\b.*| at\b.*| @.*| ?[:!.]?)
follow (@\w+|[^.]{{1,60}} on {_SITES})\b.*
(like|find|join) us on {_SITES}\b.*
({_THIS} )?((was|is|has been|were) )?(originally|first) (published|appeared|posted)\b.*
{_THIS} (has been|was|is) (re-?published|syndicated|reproduced|reprinted)\b.*
the post .* (appeared first|first appeared) on .*
\((additional )?(reporting|writing|editing) by [^()]*\)
(additional )?reporting by [^.]*(edit|writ)ing by.*
our standards: the thomson reuters.*
advertisement
(view|leave|post|show)( a| all)? comments?
[….]* ?\[\+\d+ chars\]
[#*=_~–—\\| -]+
"""


def _any_of(patterns: str) -> re.Pattern:
    return re.compile("|".join(patterns.strip().splitlines()), re.I)


_IS_LINE = _any_of(_LINES)
_IS_HEADING = _any_of(_HEADINGS)
_BULLET = re.compile(r"^[•·▪*–>-]+\s*")
_BREAKS = re.compile(r"(?<=[.!?…\"”’')\]])\s*(?=[A-Z©(•\[…])")


def cut_boilerplate(text: str) -> str:
    """Return `text` without what trails it: source lists, share and sign-up lines, copyright.

    The result is always a beginning of `text`, and holds no white space at its end.
    """
    while True:
        text = text.rstrip()
        shorter = _without_list(_without_tail(_without_line(text)))
        if len(shorter) == len(text):
            return text
        text = shorter


def _last_line(text: str) -> tuple[int, str]:
    start = text.rfind("\n") + 1
    return start, text[start : start + _LINE + 1]


def _is_furniture(line: str) -> bool:
    line = line.strip()
    if not line or len(line) > _LINE or line[0].islower():  # the end of a wrapped sentence
        return False
    return bool(_IS_LINE.fullmatch(line) or _IS_LINE.fullmatch(_BULLET.sub("", line)))


def _without_line(text: str) -> str:
    start, line = _last_line(text)
    return text[:start] if _is_furniture(line) else text


def _without_tail(text: str) -> str:
    """Cut furniture that is glued to the end of the last paragraph."""
    offset = max(0, len(text) - _LINE, text.rfind("\n") + 1)
    tail = text[offset:]
    starts = [match.end() for match in _BREAKS.finditer(tail)]
    cut = next((at for at in reversed(starts) if at and _is_furniture(tail[at:])), len(tail))
    return text[: offset + cut]


def _without_list(text: str) -> str:
    """Cut a heading such as "Related articles" with the short lines, no sentences, below it."""
    end = len(text)
    for _ in range(_LIST):
        start = text.rfind("\n", 0, end) + 1
        line = text[start : min(end, start + _LINE)].strip()
        if start == 0 or len(line) > 160:
            return text
        if _IS_HEADING.fullmatch(line) and not line[0].islower():
            return text[:start]
        if line.endswith((".", "!", "?", "”", '"')):
            return text
        end = start - 1
    return text
