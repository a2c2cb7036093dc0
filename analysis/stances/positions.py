"""The positions in one sentence: who holds them, toward which target, in whose voice."""

import re

from analysis.folding import fold
from analysis.stances import voices
from analysis.stances.cues import BARE, Thing, things
from analysis.stances.lexicon import Target
from analysis.stances.rules import NEUTRAL, judge
from analysis.stances.voices import is_quoted, reports
from analysis.stances.weighing import Verdict
from analysis.tables import LABELS

# A rule that fires is believed more than its silence; the other labels share the rest.
_FIRED, _SILENT = 0.7, 0.6
_SPEAKER = re.compile(r"\b(?:we|I|(?:my|our) (?:country|delegation|government|nation|people))\b", re.I)
_HOLDERS = ("person", "government", "organisation", "bloc")


class SentenceReader:
    """Reads the positions in one sentence."""

    def __init__(self, sentence, mentions: list, quotes: list[tuple[int, int]]):
        self.sentence, self.quotes = sentence, quotes
        self.plain = fold(sentence.text)
        self.mentions = [
            m._replace(start=m.start - sentence.start, end=m.end - sentence.start) for m in mentions
        ]

    def read(self, target: Target, outlet: str) -> list[dict]:
        """Return the rows on one target, in the order in which the holders are named."""
        own = [(m.start, m.end) for m in self.mentions if m.country == target.country and m.via != "pronoun"]
        about = things(self.plain, target, own)
        if not about:
            return []
        rows = {}
        for mention in self.mentions:
            if mention.kind not in _HOLDERS:
                continue
            verdict = self._judge(mention, about, target)
            if mention.country == target.country and self._against_itself(mention, verdict, about):
                verdict = NEUTRAL
            silent = mention.country == target.country or mention.via == "model"
            if silent and not verdict.sign:
                continue
            best = rows.get(mention.actor)
            if best is None or abs(verdict.sign) > abs(best[1].sign):
                rows[mention.actor] = (mention, verdict)
        found = [self._row(target, about, m.actor, (m.start, m.end), v) for m, v in rows.values()]
        return found + self._outlet(target, about, outlet)

    def _against_itself(self, mention, verdict: Verdict, about: list[Thing]) -> bool:
        """Whether a rule has the target's own side oppose it, which only a slip does; a person of
        that side may back a phrase against it."""
        if mention.kind != "person":
            return verdict.sign < 0
        return verdict.sign < 0 and any(t[:2] == verdict.span and t.kind in BARE for t in about)

    def _judge(self, mention, about: list[Thing], target: Target) -> Verdict:
        others = [m for m in self.mentions if m.start != mention.start]
        allies = [
            (m.start, m.end) for m in others if m.actor == mention.actor or self._speaks_for(mention, m)
        ]
        span = (mention.start, mention.end)
        return judge(self.plain, span, about, allies=allies, visits=target.visits)

    def _speaks_for(self, mention, other) -> bool:
        return bool(mention.country) and mention.country == other.country and other.kind == "government"

    def _outlet(self, target: Target, about: list[Thing], outlet: str) -> list[dict]:
        """Return the outlet's row where the sentence is its own: what "we" hold, or loaded words."""
        if not outlet or all(self._is_quoted(thing.start, thing.end) for thing in about):
            return []
        verdict = self._first_person(target, about)
        if not verdict.sign:
            if reports(self.sentence.text):
                return []
            verdict = self._loaded(target)
        return [self._row(target, about, outlet, None, verdict, "outlet")]

    def _first_person(self, target: Target, about: list[Thing]) -> Verdict:
        """Return what the speaker of a statement holds: we condemn, my country supports."""
        speakers = [m.span() for m in _SPEAKER.finditer(self.plain) if not self._is_quoted(*m.span())]
        verdicts = [judge(self.plain, span, about, visits=target.visits) for span in speakers]
        return max(verdicts, key=lambda verdict: abs(verdict.sign), default=NEUTRAL)

    def _loaded(self, target: Target) -> Verdict:
        """Return the side that the outlet's own terms take, if they take one."""
        found = [
            (sign, match)
            for side, sign in (("favor", 1), ("against", -1))
            for match in target.terms[side].finditer(self.plain)
            if not self._is_quoted(*match.span()) and not _scare_quoted(self.sentence.text, match)
        ]
        if len({sign for sign, _ in found}) != 1:
            return Verdict(0, "the outlet's own words, none of them loaded")
        sign, match = found[0]
        return Verdict(sign, f"the outlet's own term: {match[0]}", match.span())

    def _is_quoted(self, start: int, end: int) -> bool:
        offset = self.sentence.start
        return is_quoted(self.quotes, start + offset, end + offset)

    def _row(self, target, about, holder, span, verdict, voice=None) -> dict:
        offset = self.sentence.start
        start, end = verdict.span or about[0][:2]
        if voice is None:
            voice = voices.voice(self.sentence.text, self.quotes, (start + offset, end + offset))
        against, neutral, favor = probabilities(verdict)
        return {
            "article_id": self.sentence.article_id,
            "sentence_id": self.sentence.sentence_id,
            "holder": holder,
            "holder_start": span[0] + offset if span else -1,
            "holder_end": span[1] + offset if span else -1,
            "target": target.name,
            "target_start": start + offset,
            "target_end": end + offset,
            "stance": LABELS[verdict.sign + 1],
            "against": against,
            "neutral": neutral,
            "favor": favor,
            "score": favor - against,
            "voice": voice,
            "reason": verdict.reason,
        }


def _scare_quoted(text: str, match) -> bool:
    return text[match.start() - 1 : match.start()] in tuple("'\"“‘") and match.start() > 0


def probabilities(verdict: Verdict) -> tuple[float, float, float]:
    """Return against, neutral, favor: how sure a rule that fired, or that kept silent, is."""
    if verdict.sign == 0:
        rest = (1 - _SILENT) / 2 if verdict == NEUTRAL else (1 - _FIRED) / 2
        return (rest, 1 - 2 * rest, rest)
    low, middle = (1 - _FIRED) / 3, 2 * (1 - _FIRED) / 3
    return (low, middle, _FIRED) if verdict.sign > 0 else (_FIRED, middle, low)
