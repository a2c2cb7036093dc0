"""Who stands where: the stance of holders toward Taiwan, Ukraine or any other target.

On a target that `data/targets.toml` describes, the rules in `stances` decide: precise where they
speak, and silent (neutral) where they are not sure who governs the words. The feeling of any actor
toward any other is the reader's to tell.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.folding import fold
from analysis.progress import progress
from analysis.reader import CHUNK, load_reader
from analysis.spans import check_spans
from analysis.stances.cues import things
from analysis.stances.lexicon import Target, load_targets
from analysis.stances.positions import SentenceReader, probabilities
from analysis.stances.rules import judge
from analysis.stances.voices import quoted_spans
from analysis.tables import LABELS, STANCES, conform


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
        targets_spans: start and end of the target.
        targets: the name of each target in `data/targets.toml`, whose positions the rules know;
            without it, the reader scores the feeling of the one toward the other.

    Returns:
        A row per pair: against, neutral, favor, probabilities that sum to 1.

    Raises:
        ValueError: lengths differ, a span lies outside its sentence, or a target is unknown.
    """
    check_spans(sentences, holders, "holder")
    check_spans(sentences, targets_spans, "target")
    if targets is not None and len(targets) != len(sentences):
        raise ValueError(f"{len(sentences)} sentences but {len(targets)} targets; give one target each")
    known = load_targets()
    targets = None if targets is None else list(targets)
    unknown = sorted(set(targets or []) - set(known))
    if unknown:
        raise ValueError(f"no target {unknown[0]!r} in targets.toml; it has {sorted(known)}")
    if targets is None:
        return _read_pairs(sentences, holders, targets_spans)
    rows = []
    spans = zip(sentences, holders, targets_spans, targets, strict=True)
    for sentence, holder, span, name in spans:
        plain = fold(sentence)
        about = things(plain, known[name], [span])
        rows.append(probabilities(judge(plain, holder, about, visits=bool(known[name].visits))))
    return pd.DataFrame(rows, columns=list(LABELS))


def _read_pairs(sentences, holders, targets) -> pd.DataFrame:
    reader = load_reader()
    scored = [np.zeros((0, len(LABELS)))]
    for start in progress(range(0, len(sentences), CHUNK), "stance"):
        part = slice(start, start + CHUNK)
        scored.append(reader.stance(reader.read(sentences[part]), holders[part], targets[part]))
    return pd.DataFrame(np.concatenate(scored), columns=list(LABELS)).astype("float64")


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
        mentions: MENTIONS; each actor in a sentence with a target is a holder.
        articles: ARTICLES; the outlet holds what it says in its own voice.
        targets: what positions are about; those of `data/targets.toml` if left out.

    Returns:
        STANCES, a row per sentence, holder and target. An actor merely named is neutral. The
        target's own side has a row only where it takes a position. Offsets count in the article.
    """
    targets = load_targets() if targets is None else targets
    outlets = articles.set_index("article_id")["source"].to_dict()
    countries = mentions.groupby("article_id")["country"].agg(set).to_dict()
    subjects = {
        a.article_id: [
            target
            for target in targets.values()
            if target.country in countries.get(a.article_id, ()) or target.proper.search(fold(a.text))
        ]
        for a in articles.itertuples()
    }  # reunification, in an article that never names Taiwan, is another one
    quotes = {a.article_id: quoted_spans(a.text) for a in articles.itertuples()}
    named = {key: list(group.itertuples()) for key, group in mentions.groupby(["article_id", "sentence_id"])}
    rows = []
    for sentence in progress(list(sentences.itertuples()), "stance"):
        here = named.get((sentence.article_id, sentence.sentence_id), [])
        reader = SentenceReader(sentence, here, quotes.get(sentence.article_id, []))
        for target in subjects.get(sentence.article_id, ()):
            rows += reader.read(target, outlets.get(sentence.article_id, ""))
    return conform(pd.DataFrame(rows, columns=list(STANCES)), STANCES, "stances")
