"""Quotation marks and words of saying: what an outlet does not say itself."""

import re

_REPORT = re.compile(
    r"\b(?:said|says|saying|told|tells|stated|states that|added|noted|announced that|claimed|claims that"
    r"|argued|argues|insisted|insists|warned that|asserted|asserts|stressed|according to|reportedly|remarked"
    r"|explained|reiterated that|declared that|accused|called it|commented|tweeted|wrote|writes|testified"
    r"|alleged|denied|emphasi[sz]ed that|reaffirmed that|maintained that|suggested that)\b",
    re.I,
)
_MARKS = re.compile(r"[“”„«»\"]|(?<!\w)‘(?!\d)|’(?!\w)")
_CLOSED_BY = {"“": '”"', "„": "“”", "«": "»", "‘": "’", '"': '"”'}


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return what stands in double quotation marks (or curly single ones), paragraph by paragraph.

    A quotation that is left open ends with its paragraph, so an odd mark harms no other paragraph.
    """
    spans, paragraph = [], 0
    for part in re.split(r"(\n\s*\n)", text):
        opened = None
        for mark in _MARKS.finditer(part):
            if opened is None:
                inches = mark[0] == '"' and part[mark.start() - 1 : mark.start()].isalnum()
                opened = mark.start() if mark[0] in _CLOSED_BY and not inches else None
            elif mark[0] in _CLOSED_BY[part[opened]]:
                if mark.start() - opened > 1:
                    spans.append((paragraph + opened, paragraph + mark.end()))
                opened = None
        if opened is not None and len(part) - opened > 1 and part[opened] != "‘":
            spans.append((paragraph + opened, paragraph + len(part)))
        paragraph += len(part)
    return spans


def is_quoted(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether start:end lies inside one of the quotations."""
    return any(a <= start and end <= b for a, b in spans)


def in_own_voice(sentence, start: int, end: int, quotes: list[tuple[int, int]]) -> bool:
    """Whether a text says a span of a sentence itself: outside quotations, and with no word of saying.

    Args:
        sentence: a row of SENTENCES; the span counts in it, the quotations in the article.
    """
    return not (is_quoted(quotes, start + sentence.start, end + sentence.start) or reports(sentence.text))


def report_verbs(text: str) -> list[tuple[int, int]]:
    """Return where words of saying stand."""
    return [match.span() for match in _REPORT.finditer(text)]


def reports(sentence: str) -> bool:
    """Whether the sentence passes on what somebody says."""
    return bool(_REPORT.search(sentence))
