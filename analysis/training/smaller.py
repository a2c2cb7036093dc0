"""What a shipped model does without: word pieces that texts hardly have, and places beyond its window."""

import json
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy

from tokenizers import Tokenizer
from torch import nn

from analysis.training.batches import WINDOW
from analysis.training.model import ReaderModel

LEAST = 3  # times that a piece stands in the texts
_CHUNK = 1_000


def smaller(
    model: ReaderModel, tokenizer: Tokenizer, texts: Iterable[str], least: int = LEAST
) -> tuple[ReaderModel, Tokenizer]:
    """Return a model and its tokenizer with the pieces that occur in texts, and all single characters.

    A word whose piece is gone is cut into smaller ones. The numbers of the pieces change.
    """
    counts = _counts(tokenizer, texts)
    special = {token.content for token in tokenizer.get_added_tokens_decoder().values()}
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    kept = [
        (piece, number)
        for piece, number in pieces
        if piece in special or len(piece.removeprefix("##")) == 1 or counts[number] >= least
    ]
    model = deepcopy(model)
    embeddings = model.encoder.embeddings
    rows = embeddings.word_embeddings.weight.detach()[[number for _, number in kept]]
    embeddings.word_embeddings = nn.Embedding.from_pretrained(rows, padding_idx=embeddings.padding_idx)
    _leave_places(embeddings)
    return model, _renumbered(tokenizer, {piece: number for number, (piece, _) in enumerate(kept)})


def in_words_of(other: ReaderModel, model: ReaderModel) -> ReaderModel:
    """Let a model read the vectors of words of another, cut out of the same encoder, and return it."""
    embeddings = model.encoder.embeddings
    embeddings.word_embeddings = other.encoder.embeddings.word_embeddings.requires_grad_(False)
    _leave_places(embeddings)
    return model


def _leave_places(embeddings: nn.Module) -> None:
    """Leave out the places beyond the window."""
    first = embeddings.padding_idx + 1  # where this encoder begins to count places
    places = embeddings.position_embeddings.weight.detach()[: first + WINDOW]
    embeddings.position_embeddings = nn.Embedding.from_pretrained(places.clone())


def _counts(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    counts: Counter[int] = Counter()
    texts = list(texts)
    for start in range(0, len(texts), _CHUNK):
        for encoding in tokenizer.encode_batch(texts[start : start + _CHUNK], add_special_tokens=False):
            counts.update(encoding.ids)
    return counts


def _renumbered(tokenizer: Tokenizer, numbers: dict[str, int]) -> Tokenizer:
    about = json.loads(tokenizer.to_str())
    about["model"]["vocab"] = numbers
    for token in about["added_tokens"]:
        token["id"] = numbers[token["content"]]
    for rim in ("sep", "cls"):
        piece, _ = about["post_processor"][rim]
        about["post_processor"][rim] = [piece, numbers[piece]]
    return Tokenizer.from_str(json.dumps(about))
