"""Cuts text into sentences, without downloads: NLTK's Punkt with abbreviations of our own.

Punkt decides the one hard question, whether the full stop after a word ends a sentence. What
news text needs besides is settled here: quotation marks, ellipses, list items, headings and
lines wrapped at a fixed width.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import pandas as pd
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from .tables import SENTENCES, conform

# Written without their full stop, in lower case.
TITLES = """
    mr mrs ms messrs mx dr drs prof rev hon gov govs gen lt col maj capt cmdr cdr cpl pvt sgt adm
    brig sen sens rep reps amb pres sec supt insp det atty asst dep
""".split()  # stand before a name, and never end a sentence
ABBREVIATIONS = """
    u.s u.k u.n e.u d.c a.m p.m e.g i.e a.k.a a.d b.c b.c.e c.e ph.d m.sc b.sc h.e cf viz al vs
    approx est st mt ft sr jr esq bros co cos corp inc ltd plc llc assn assoc dept div univ inst
    intl natl govt ave blvd rd hwy bldg calif conn fla mich minn okla tenn tex va wis jan feb mar
    apr aug sept oct nov dec tue tues wed thu thurs fri km kg lb lbs hrs ed eds
""".split()  # end a sentence only where one of the STARTERS follows
BEFORE_NUMBERS = """
    no nos art arts p pp par para fig figs ch vol vols reg jun jul sat sun mon b c d m v
""".split()  # abbreviations only where a number follows: "No. 5", but "He said no. The ..."
STARTERS = """
    the a an i he she it we you they this that these those there here his her its our their my
    your in on at by for from with without to of after before since until during while when where
    who what why how which if unless although though but and nor yet so because as however
    meanwhile moreover furthermore nevertheless nonetheless also still even then now today
    yesterday tomorrow both each every many most some several few all no not nothing nobody
    everyone according another such between among despite following earlier later instead thus
    therefore perhaps only just once asked speaking next critics analysts officials is are was
    were do does did can could would should
""".split()

_OPENERS = "\"'“‘«‹([{¿¡„‚*_—–-"
_CLOSERS = "\"'”’»›)]}"
_END = re.compile(
    r"(?<![.?!…])(?P<mark>[.?!…]++(?: [.](?=\s)){0,4})"
    rf"(?P<close>[{re.escape(_CLOSERS)}]*+)"
    # a footnote mark belongs to the sentence before it: "in 2009. [2] Fillmore ..."
    r"(?:\s?\[(?:\d{1,3}|[a-z]|(?:citation|clarification|better source) needed)\])*+"
    r"(?=\s+(?P<next>\S{1,40})|[“«])"
)
_BULLET = re.compile(r"\s(?=•\s)")
_ITEM = re.compile(r"\s*(?:[•▪◦●‣*+-]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s|#{1,6}\s)")
_MARKER = re.compile(r"[\W_]*+(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})?[\W_]*+")
_LONGEST_MARK = 40  # characters of a number, a letter or dots that open a sentence
_BLANK = re.compile(r"\n\s*\n|\u2029")
_FIRST_WORD = re.compile(r"[^ \t\n]+")  # a no-break space does not end a word
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_BULLET_START = re.compile(r"•|[a-z]\)")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
_ATTRIBUTION = re.compile(
    r"\s+(?:[A-Z][\w’'.-]*\s+){1,4}(?:said|says|asked|asks|told|wrote|added|replied|answered|"
    r"shouted|declared|wondered|tweeted|posted|quipped|concluded)\b"
)
_WRAP_WIDTH = 100  # a paragraph with a longer line is not wrapped at a fixed width
_LOWER_SEEN = 1 << 5  # Punkt's flag: within a sentence the word is written in lower case


def _build_punkt() -> PunktSentenceTokenizer:
    parameters = PunktParameters()
    parameters.abbrev_types.update(ABBREVIATIONS, TITLES)
    parameters.collocations.update((word, "##number##") for word in BEFORE_NUMBERS)
    for word in STARTERS:
        parameters.add_ortho_context(word, _LOWER_SEEN)
    return PunktSentenceTokenizer(parameters)


_PUNKT = _build_punkt()


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the (start, end) offsets of the sentences of `text`, in order.

    The spans do not overlap, neither begin nor end with whitespace, and together hold every
    character that is not whitespace. A blank line always ends a sentence.
    """
    spans, start = [], 0
    for paragraph_end in (*_line_cuts(text), len(text)):
        for end in (*_stop_cuts(text, start, paragraph_end), paragraph_end):
            piece = text[start:end]
            if body := piece.strip():
                left = start + len(piece) - len(piece.lstrip())
                spans.append((left, left + len(body)))
            start = end
    return spans


def split_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Return SENTENCES, a row per sentence of the ARTICLES whose status is "ok".

    `sentence_id` counts from 0 in each article; a title is a sentence of its own, as a blank
    line sets it apart in the stored text.
    """
    usable = articles.loc[articles["status"] == "ok", ["article_id", "text"]]
    rows = [
        (article_id, number, start, end, text[start:end])
        for article_id, text in usable.itertuples(index=False)
        for number, (start, end) in enumerate(sentence_spans(text))
    ]
    return pd.DataFrame(rows, columns=list(SENTENCES)).pipe(conform, SENTENCES, "SENTENCES")


def _line_cuts(text: str) -> Iterator[int]:
    """Yield where a paragraph, heading or list item ends, whatever its last character."""
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _meant_breaks(text, start, blank.start())
        yield blank.start()
        start = blank.end()
    yield from _meant_breaks(text, start, len(text))


def _meant_breaks(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the line breaks of one paragraph that were meant, and its inline bullets."""
    lines = text[start:end].split("\n")
    width = max(len(line.rstrip()) for line in lines)
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield from (start + bullet.start() for bullet in _BULLET.finditer(line))
        start += len(line)
        if _ITEM.match(following) or _is_ended_early(line.rstrip(), following.strip(), width):
            yield start
        start += 1


def _is_ended_early(line: str, following: str, width: int) -> bool:
    """Tell a line that was ended on purpose from one that was full.

    Wrapping breaks a line only where the next word does not fit. In narrow text that is not
    enough, as it is often wrapped twice: there the next line must look like a new beginning.
    """
    if not line or not following or line[-1] in ",-–—&/" or following[0].islower():
        return False
    word = _FIRST_WORD.match(following)[0]
    fits = len(line) + 1 + len(word) <= width
    return fits and (width > _WRAP_WIDTH or word.lower().strip(_OPENERS) in STARTERS)


def _stop_cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets between `start` and `end` at which a sentence has just ended."""
    for stop in _END.finditer(text, start, end):
        mark = stop.start() - start <= _LONGEST_MARK and _MARKER.fullmatch(text, start, stop.start())
        if _is_boundary(text, stop) and not mark:
            yield stop.end()
            start = stop.end()


def _is_boundary(text: str, stop: re.Match) -> bool:
    upcoming = stop["next"]
    if upcoming is None or _BULLET_START.match(upcoming):
        return True
    word = upcoming.lstrip(_OPENERS)
    if word[:1].islower() and not _CAMEL.match(word):
        return False
    if upcoming[0] == "(" and word[:1].isdigit():  # "the film Viva Maria! (1965)"
        return False
    mark = stop["mark"]
    if mark == ".":
        return _ends_at_stop(_last_word(text[max(0, stop.start() - 40) : stop.start()]), word)
    if "…" in mark or mark.count(".") > 2:  # an ellipsis may also stand inside a sentence
        return _ends_at_stop("viz", word)
    return not (stop["close"] and _ATTRIBUTION.match(text, stop.end()))


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1].lstrip(_OPENERS) if words and not text[-1].isspace() else ""


@lru_cache(maxsize=65_536)
def _ends_at_stop(word: str, following: str) -> bool:
    """Ask Punkt whether the full stop after `word` ends a sentence, given the word after it."""
    following = following.rstrip(_CLOSERS + ",;:.?!")
    if word.lower() in TITLES and following[:1].isupper():
        return False
    if _ACRONYM.fullmatch(word):
        word = "U.S"  # every dotted acronym behaves as this one
    if any(letter.isdigit() for letter in following):
        following = "1"  # as Punkt does not count ES-11/1 and F-16 among its numbers
    if following.isupper() and len(following) > 1:
        following = "Capitals"  # a headline in capitals: AND is no sign of a new sentence
    return _PUNKT.text_contains_sentbreak(f"{word or 'word'}. {following or 'Word'}")
