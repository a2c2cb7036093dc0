"""The part of a sentence that speaks of a span: cheap clauses, cut without a parser."""

import re

_CUT = re.compile(
    r"[;:]|\s[-–—]+\s|—|,\s(?=(?:but|while|whereas|although|though|which|who|whose|where|when|as|after|before"
    r"|because|since|so|yet|and|or|with|saying|adding|calling|accusing|citing)\b)"
    r"|\s(?=(?:but|while|whereas|although|though|because|unless|despite)\s)",
    re.I,
)
_MIN_WORDS = 3


def clause_spans(sentence: str) -> list[tuple[int, int]]:
    """Cut a sentence at semicolons, dashes and conjunctions; the spans cover it whole."""
    edges = [0]
    for cut in _CUT.finditer(sentence):
        if _words(sentence[edges[-1] : cut.start()]) >= _MIN_WORDS:
            edges.append(cut.start())
    if len(edges) > 1 and _words(sentence[edges[-1] :]) < _MIN_WORDS:
        edges.pop()
    return list(zip(edges, [*edges[1:], len(sentence)], strict=True))


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def clause_of(sentence: str, start: int, end: int) -> str:
    """Return the clause, or the clauses, over which the span reaches."""
    touched = [span for span in clause_spans(sentence) if span[0] < max(end, start + 1) and start < span[1]]
    return sentence[touched[0][0] : touched[-1][1]] if touched else sentence
