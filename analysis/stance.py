"""Who stands where: the stance of holders toward Taiwan, Ukraine or any other target.

On a target that `data/targets.toml` describes, a model decides that reads the sentence with the
holder and the target marked in it; `stances.deciding` says where a rule has a say. The feeling of
any actor toward any other is the reader's to tell.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.book import load_book
from analysis.folding import fold
from analysis.progress import progress
from analysis.reader import CHUNK, load_reader
from analysis.reading.marks import Question
from analysis.spans import check_spans
from analysis.stances.articles import ArticleStances
from analysis.stances.deciding import judged, voice_of
from analysis.stances.lexicon import Target, load_targets
from analysis.stances.model import load_stance_model
from analysis.stances.things import side_of
from analysis.stances.voices import quoted_spans
from analysis.stances.words import deciding_words
from analysis.tables import LABELS, STANCES, conform

__all__ = ["deciding_words", "detect_stance", "score_pairs", "score_voices"]


def score_pairs(
    sentences: Sequence[str],
    holders: Sequence[tuple[int, int]],
    targets_spans: Sequence[tuple[int, int]],
    *,
    targets: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Score the stance of each holder toward its target.

    Args:
        sentences: a sentence per pair; repeat a sentence that has several.
        holders: start and end of the holder in its sentence, in characters.
        targets_spans: start and end of the target, or of the phrase that stands for it.
        targets: the name of each target in `data/targets.toml`, on which the model of positions
            decides; without it, the reader scores the feeling of the one toward the other.

    Returns:
        A row per pair: against, neutral, favor, probabilities that sum to 1.

    Raises:
        ValueError: lengths differ, a span lies outside its sentence, or a target is unknown.
    """
    check_spans(sentences, holders, "holder")
    check_spans(sentences, targets_spans, "target")
    if targets is None:
        return _read_pairs(sentences, holders, targets_spans)
    questions = _questions(sentences, holders, targets_spans, targets)
    answers = zip(questions, load_stance_model().judge(questions).stances, strict=True)
    chances = [judged(*answer)[0] for answer in answers]
    return _table(np.stack(chances) if chances else np.zeros((0, len(LABELS))))


def score_voices(
    sentences: Sequence[str],
    holders: Sequence[tuple[int, int]],
    targets_spans: Sequence[tuple[int, int]],
    *,
    targets: Sequence[str],
) -> list[str]:
    """Tell in whose voice each position is told, from its sentence alone: outlet, quoted or reported.

    A quotation that began before the sentence can't be seen here; `detect_stance` sees it.
    """
    voices = load_stance_model().judge(_questions(sentences, holders, targets_spans, targets)).voices
    about = zip(voices, sentences, targets_spans, strict=True)
    return [voice_of(chances, quoted_spans(text), span) for chances, text, span in about]


def _questions(sentences, holders, spans, targets) -> list[Question]:
    if len(targets) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences but {len(targets)} targets; give one target each")
    known = load_targets()
    unknown = sorted(set(targets) - set(known))
    if unknown:
        raise ValueError(f"no target {unknown[0]!r} in targets.toml; it has {sorted(known)}")
    return [
        Question(text, tuple(holder), tuple(span), name, side_of(fold(text), tuple(span), known[name]))
        for text, holder, span, name in zip(sentences, holders, spans, targets, strict=True)
    ]


def _read_pairs(sentences, holders, targets) -> pd.DataFrame:
    reader = load_reader()
    scored = [np.zeros((0, len(LABELS)))]
    for start in progress(range(0, len(sentences), CHUNK), "stance"):
        part = slice(start, start + CHUNK)
        scored.append(reader.stance(reader.read(sentences[part]), holders[part], targets[part]))
    return _table(np.concatenate(scored))


def _table(probabilities: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(probabilities, columns=list(LABELS)).astype("float64")


def detect_stance(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    targets: Mapping[str, Target] | None = None,
) -> pd.DataFrame:
    """Find who takes which position in every sentence that names a target.

    Args:
        sentences: SENTENCES.
        mentions: MENTIONS; each actor in a sentence with a target is a holder, and so is the speaker
            of the quotation that it belongs to.
        articles: ARTICLES; the source holds what it says as `we`, and by loaded terms of its own.
        targets: what positions are about; those of `data/targets.toml` if left out.

    Returns:
        STANCES, a row per sentence, holder and target. An actor merely named is neutral. The
        target's own side has a row only where it takes a position. Offsets count in the article.
    """
    targets = load_targets() if targets is None else targets
    book = load_book()
    named = {article_id: list(rows.itertuples()) for article_id, rows in mentions.groupby("article_id")}
    split = {article_id: list(rows.itertuples()) for article_id, rows in sentences.groupby("article_id")}
    read = [
        ArticleStances(article, split.get(article.article_id, []), named.get(article.article_id, []), targets)
        for article in articles.itertuples()
    ]
    answers = zip(
        *load_stance_model().judge([asked.question for each in read for asked in each.candidates]),
        strict=True,
    )
    rows = [row for each in read for row in each.rows(answers, book)]
    return conform(pd.DataFrame(rows, columns=list(STANCES)), STANCES, "stances")
