"""The lighter peers: spaCy, which finds names, and word lists, which score a whole sentence."""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import numpy as np
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

try:
    import spacy
except ImportError:
    spacy = None  # its rows say so

_VADER = SentimentIntensityAnalyzer()
TRAINED = "en_core_web_sm"
_TAGS, _ARCS, _KINDS = ([f"L{number}" for number in range(count)] for count in (50, 45, 18))  # as it has
_SHIFT, _REDUCE, _LEFT, _RIGHT = range(4)  # spaCy's numbers for the parser's moves
_ENCODE = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4}
_ENCODE |= {"window_size": 1, "maxout_pieces": 3}
_EMBED = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "include_static_vectors": False}
_EMBED |= {"attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 2500]}
_TOK2VEC = {"@architectures": "spacy.Tok2Vec.v2", "embed": _EMBED, "encode": _ENCODE}
_SHARED = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def spacy_runs() -> Iterator[tuple[str, Callable[[Sequence[str]], object] | None]]:
    """Yield what of spaCy's small English pipeline runs, and how to run it: None if spaCy is missing."""
    if spacy is None:
        yield "spaCy is not installed", None
        return
    trained = spacy.util.is_package(TRAINED)
    model = spacy.load(TRAINED) if trained else untrained()
    name = f"spaCy {TRAINED}" if trained else f"spaCy, untrained, the size of {TRAINED}"
    yield f"{name}: {', '.join(model.pipe_names)}", lambda sentences: list(model.pipe(sentences))
    others = [component for component in model.pipe_names if component != "ner"]  # it needs none of them
    yield f"{name}: ner alone", lambda sentences: list(model.pipe(sentences, disable=others))


def untrained():
    """Return a pipeline as large as spaCy's small English one, as it is before training.

    Its parser is made to shift first: two moves a word, as a trained one makes; else it makes three.
    """
    model = spacy.blank("en")
    model.add_pipe("tok2vec", config={"model": _TOK2VEC})
    model.add_pipe("tagger", config={"model": {"tok2vec": _SHARED}})
    model.add_pipe("parser", config={"model": {"tok2vec": _SHARED}})
    model.add_pipe("ner", config={"model": {"tok2vec": _TOK2VEC}})
    for tag in _TAGS:
        model.get_pipe("tagger").add_label(tag)
    parser = model.get_pipe("parser")
    for move, label in [(_SHIFT, ""), (_REDUCE, ""), *product((_LEFT, _RIGHT), _ARCS)]:
        parser.moves.add_action(move, label)
    for kind in _KINDS:
        model.get_pipe("ner").add_label(kind)
    model.initialize()
    shifts = np.array([name == "S" for name in parser.move_names], dtype=np.float32)
    parser.model.get_ref("upper").set_param("b", shifts)
    return model


def polarities(sentences: Sequence[str]) -> list[float]:
    """Return TextBlob's polarity of whole sentences."""
    return [TextBlob(sentence).sentiment.polarity for sentence in sentences]


def compounds(sentences: Sequence[str]) -> list[float]:
    """Return VADER's compound score of whole sentences."""
    return [_VADER.polarity_scores(sentence)["compound"] for sentence in sentences]
