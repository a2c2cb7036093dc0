"""Who is named together: pairs of actors in one sentence, and where to draw them."""

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu

from analysis.tables import conform, empty

COOCCURRENCE = {
    "actor_a": "str",
    "actor_b": "str",  # after actor_a in the alphabet
    "sentences": "int64",  # that name both
    "articles": "int64",
    "pmi": "float64",  # bits; 0 where the two meet as often as chance would have it
    "npmi": "float64",  # -1 (never together) to 1 (always)
}


def cooccurrence(mentions: pd.DataFrame, sentences: pd.DataFrame, *, min_sentences: int = 2) -> pd.DataFrame:
    """Count the sentences that name two actors, most first.

    Args:
        mentions: MENTIONS.
        sentences: SENTENCES, all of them: they say how often two actors would meet by chance.
        min_sentences: leave out pairs that share fewer sentences.

    Source: pointwise mutual information, normalised by Bouma (2009), Normalized (Pointwise)
    Mutual Information in Collocation Extraction.
    """
    keys = ["article_id", "sentence_id"]
    named = mentions[[*keys, "actor"]].drop_duplicates()
    if named.empty:
        return empty(COOCCURRENCE)
    sentence = named.groupby(keys, sort=False).ngroup().to_numpy()
    code, actors = pd.factorize(named["actor"], sort=True)
    shape = (sentence.max() + 1, len(actors))
    table = csr_array((np.ones(len(named)), (sentence, code)), shape=shape)
    both = triu(table.T @ table, k=1).tocoo()
    keep = both.data >= min_sentences
    a, b, n = both.row[keep], both.col[keep], both.data[keep]
    each = np.asarray(table.sum(axis=0)).ravel()
    total = max(len(sentences), shape[0])
    pmi = np.log2(n * total / (each[a] * each[b]))
    surprise = -np.log2(n / total)
    npmi = np.divide(pmi, surprise, out=np.ones_like(pmi), where=surprise > 0)
    pairs = pd.DataFrame(
        {"actor_a": actors[a], "actor_b": actors[b], "sentences": n, "pmi": pmi, "npmi": npmi}
    )
    return (
        pairs.assign(articles=_shared_articles(named, pairs))
        .sort_values(["sentences", "actor_a", "actor_b"], ascending=[False, True, True])
        .pipe(conform, COOCCURRENCE, "cooccurrence")
    )


def layout(pairs: pd.DataFrame, *, seed: int = 0) -> dict[str, np.ndarray]:
    """Place the actors of COOCCURRENCE on a plane, those named together near each other.

    Parts that share no sentence would drift far apart; a weak thread to the best-connected actor
    holds them in the picture and is not drawn. The same pairs and seed give the same places.
    """
    graph = nx.Graph()
    for pair in pairs.sort_values(["actor_a", "actor_b"]).itertuples():
        graph.add_edge(pair.actor_a, pair.actor_b, distance=1 / (1 + np.log2(pair.sentences)))
    if len(graph) < 3:
        return {actor: np.array([0.0, float(row)]) for row, actor in enumerate(sorted(graph))}
    centre = max(sorted(graph), key=graph.degree)
    for part in nx.connected_components(graph.copy()):
        if centre not in part:
            graph.add_edge(centre, max(sorted(part), key=graph.degree), distance=1.5)
    start = nx.circular_layout(sorted(graph))
    placed = nx.kamada_kawai_layout(graph, pos=start, weight="distance")
    rng = np.random.default_rng(seed)
    apart = (0.34, 0.2) if len(graph) <= 20 else (0.34, 0.13)  # a small picture has large discs
    return spread_out({actor: xy + rng.normal(0, 1e-4, 2) for actor, xy in placed.items()}, apart=apart)


def spread_out(
    places: dict[str, np.ndarray], *, apart: tuple[float, float], steps: int = 300
) -> dict[str, np.ndarray]:
    """Push places apart until no two stand within a label's width and height of each other.

    The unit is half the picture: all places are first scaled to -1 to 1 on both axes.
    """
    names = list(places)
    xy = np.array([places[name] for name in names], dtype=float)
    xy = xy - (xy.max(axis=0) + xy.min(axis=0)) / 2
    xy = xy / np.maximum(np.abs(xy).max(axis=0), 1e-9)
    need = np.array(apart)
    for _ in range(steps):
        gap = xy[:, None, :] - xy[None, :, :]
        lack = 1 - np.abs(gap) / need
        near = (lack > 0).all(axis=2) & ~np.eye(len(names), dtype=bool)
        if not near.any():
            break
        # The axis on which less is missing is the shorter way out.
        axis = (lack * need).argmin(axis=2)
        push = np.sign(gap) * lack * need * near[:, :, None]
        push = push * np.stack([axis == 0, axis == 1], axis=2)
        xy = xy + 0.3 * push.sum(axis=1)
    return dict(zip(names, xy, strict=True))


def _shared_articles(named: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    keys = ["article_id", "sentence_id"]
    met = named.rename(columns={"actor": "actor_a"}).merge(
        named.rename(columns={"actor": "actor_b"}), on=keys
    )
    counts = met.groupby(["actor_a", "actor_b"])["article_id"].nunique()
    where = pd.MultiIndex.from_frame(pairs[["actor_a", "actor_b"]])
    return pd.Series(counts.reindex(where).to_numpy(), index=pairs.index, dtype="int64")
