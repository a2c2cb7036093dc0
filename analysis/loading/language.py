"""Which language an article is in, by py3langid, offline."""

import re
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The languages that news of this beat comes in; fewer candidates, fewer slips on names
CANDIDATES = (
    "en ru uk be pl lt lv et cs sk hu sr hr sl bg ro mk sq el tr de fr es pt it nl sv no da fi "
    "zh ja ko vi th id ms tl hi ur bn ta fa ar he ka hy az kk"
).split()
FEWEST_WORDS = 20  # below it statistics say little, and a text in Latin script is let through
_PIECE = 1000  # characters read of a paragraph
_PIECES = 8  # paragraphs read of an article, evenly spaced
_SHARE = 0.2  # a second language with this share of what was read is worth a note


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(CANDIDATES)
    return identifier


def find_language(text: str) -> tuple[str, str]:
    """Return the language that most of `text` is in and a note where a second one has a share.

    Up to eight paragraphs are read, evenly spaced. The language is an ISO 639-1 code, empty
    where the text has under 20 words; the note is such as "mixed: en 60 %, ru 40 %".
    """
    if len(text.split(None, FEWEST_WORDS)) < FEWEST_WORDS and is_latin(text):
        return "", ""
    weights: Counter[str] = Counter()
    for piece in _pieces(text):
        weights[_classify(piece)] += len(piece)
    total = weights.total()
    shares = [(code, weight / total) for code, weight in weights.most_common()]
    mixed = [f"{code} {share:.0%}".replace("%", " %") for code, share in shares if share >= _SHARE]
    return shares[0][0], f"mixed: {', '.join(mixed)}" if len(mixed) > 1 else ""


def is_latin(text: str) -> bool:
    """Tell whether most letters at the beginning of `text` are Latin."""
    letters = [char for char in text[:2000] if char.isalpha()]
    return sum(char < "\u0250" for char in letters) * 2 >= len(letters)


def _classify(piece: str) -> str:
    """English has the benefit of the doubt: foreign names alone must not cost an article."""
    ranked = _identifier().rank(piece)
    best, score = ranked[0]
    return "en" if best != "en" and is_latin(piece) and score < 0.5 else best


def _pieces(text: str) -> list[str]:
    """Paragraphs, short ones joined to the next, so that each has enough words to judge by."""
    pieces, short = [], ""
    for paragraph in re.split(r"\n\s*\n", text[:2_000_000]):
        short = f"{short} {paragraph}".strip()
        if len(short) >= 200:
            pieces.append(short[:_PIECE])
            short = ""
    if len(short) >= 100 or not pieces:
        pieces.append(short)
    step = max(1, len(pieces) // _PIECES)
    return pieces[::step][:_PIECES]
