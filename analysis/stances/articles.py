"""The positions in one article: what to ask the model, and what its answers come to."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.book import Book, load_book
from analysis.folding import fold
from analysis.spans import Span
from analysis.stances.candidates import NOWHERE, Candidate, SentenceHolders
from analysis.stances.deciding import Decision, decide, own_line
from analysis.stances.lexicon import Target
from analysis.stances.speakers import quote_speakers
from analysis.stances.things import Thing
from analysis.stances.voices import in_own_voice, quoted_spans

NEAR = 5  # sentences, counted with the one that names the target, in which less than its name means it


class ArticleStances:
    """Asks about every holder in an article, then makes rows of STANCES of the answers.

    Args:
        article: a row of ARTICLES.
        sentences: rows of its SENTENCES.
        mentions: rows of its MENTIONS.
        targets: what positions are about.
    """

    def __init__(
        self, article, sentences: Sequence, mentions: Sequence, targets: Mapping[str, Target]
    ) -> None:
        self.article = article
        self.author = load_book().author(article.source)
        self.quotes = quoted_spans(article.text)
        said = list(zip(self.quotes, quote_speakers(article.text, self.quotes, mentions), strict=True))
        subjects = list(_subjects(article, mentions, targets))
        # Without a thing where only less than its name means the target: that gives the outlet no line.
        self._asked: list[tuple[object, Target, Thing | None, list[Candidate]]] = []
        named_at: dict[str, int] = {}
        for number, sentence in enumerate(sentences if subjects else ()):
            here = [m for m in mentions if m.sentence_id == sentence.sentence_id]
            before = [m for m in mentions if m.start < sentence.end]
            holders = SentenceHolders(sentence, here, before, said, article.source, self.author)
            named = {target.name: holders.about(target) for target in subjects}
            for target in subjects:
                if about := named[target.name]:
                    named_at[target.name] = number
                    self._asked.append((sentence, target, about[0], list(holders.toward(target, about))))
                elif any(named.values()) or number - named_at.get(target.name, -NEAR) >= NEAR:
                    continue
                elif about := holders.nearby(target):
                    near = list(holders.toward(target, about, by_source=False))
                    self._asked.append((sentence, target, None, near))

    @property
    def candidates(self) -> list[Candidate]:
        return [candidate for *_, candidates in self._asked for candidate in candidates]

    def rows(self, answers: Iterator[tuple[np.ndarray, np.ndarray]], book: Book) -> Iterator[dict]:
        """Yield the rows, taking an answer for each of the candidates."""
        day = "" if pd.isna(self.article.published) else f"{self.article.published:%Y-%m-%d}"
        for sentence, target, thing, candidates in self._asked:
            source_told = False
            for candidate in candidates:
                decision = decide(candidate, *next(answers), self.quotes)
                government = book.government(self._actor(candidate.holder), day)
                if not self._told(candidate, decision, government, book):
                    continue
                source_told |= candidate.holder in (self.article.source, self.author)
                yield self._row(
                    sentence, candidate.holder, candidate.held, government, target, candidate.span, decision
                )
            if thing is None or not self.article.source or source_told:
                continue
            if in_own_voice(sentence, thing.start, thing.end, self.quotes):
                decision, term = own_line(sentence.text, sentence.start, target, self.quotes)
                start, end = term or thing[:2]
                span = (start + sentence.start, end + sentence.start)
                government = book.government(self.author, day)
                yield self._row(sentence, self.article.source, NOWHERE, government, target, span, decision)

    def _actor(self, holder: str) -> str:
        return self.author if self.author and holder == self.article.source else holder

    def _told(self, candidate: Candidate, decision: Decision, government: str, book: Book) -> bool:
        """Whether a decision makes a row. A government that opposes itself is a slip of the model."""
        if decision.stance == "neutral":
            return not candidate.own and (candidate.held != NOWHERE or bool(self.author))
        return decision.stance == "favor" or book.country.get(government) != candidate.target.country

    def _row(
        self,
        sentence,
        holder: str,
        held: Span,
        government: str,
        target: Target,
        span: Span,
        decision: Decision,
    ) -> dict:
        against, neutral, favor = (float(chance) for chance in decision.probabilities)
        return {
            "article_id": self.article.article_id,
            "sentence_id": sentence.sentence_id,
            "holder": holder,
            "holder_start": held[0],
            "holder_end": held[1],
            "government": government,
            "target": target.name,
            "target_start": span[0],
            "target_end": span[1],
            "stance": decision.stance,
            "against": against,
            "neutral": neutral,
            "favor": favor,
            "score": favor - against,
            "voice": decision.voice,
            "reason": decision.reason,
        }


def _subjects(article, mentions: Sequence, targets: Mapping[str, Target]) -> Iterator[Target]:
    """Yield the targets that an article is about: reunification, where nobody names Taiwan or China, is
    another one, and a deed alone (an invasion) may be done to anybody."""
    countries, plain = {mention.country for mention in mentions}, fold(article.text)
    for target in targets.values():
        named = target.country in countries or target.proper.search(plain)
        issues = (target.phrases["favor"], target.phrases["against"])
        meant = countries & set(target.beside) and any(issue.search(plain) for issue in issues)
        if named or meant:
            yield target
