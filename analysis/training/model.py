"""The model: an encoder that reads a sentence once, and heads that read spans off its states."""

import torch
from torch import Tensor, nn
from transformers import PreTrainedModel

from analysis.reading.pieces import CASES
from analysis.reading.tags import TAGS
from analysis.tables import LABELS, SENTIMENTS

CASE_WIDTH = 16


class SpanHead(nn.Module):
    """Classes of a vector put together from spans: linear, GELU, linear."""

    def __init__(self, width: int, inner: int, classes: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(width, inner), nn.GELU(), nn.Dropout(0.1), nn.Linear(inner, classes)
        )

    def forward(self, vectors: Tensor) -> Tensor:
        return self.layers(vectors)


class ReaderModel(nn.Module):
    """Names, sentiment toward a span, and stance of a span toward a span, from one pass.

    The encoder's vocabulary is uncased: the letter case of a piece is added to its embedding, from
    zero, and the name head sees that of the piece and of both its neighbours.
    """

    def __init__(self, encoder: PreTrainedModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.encoder.get_input_embeddings().weight.requires_grad_(False)
        self.case_shift = nn.Embedding(len(CASES), width)
        nn.init.zeros_(self.case_shift.weight)
        self.case = nn.Embedding(len(CASES), CASE_WIDTH)
        self.names = nn.Sequential(nn.Dropout(0.1), nn.Linear(width + 3 * CASE_WIDTH, len(TAGS)))
        self.sentiment = SpanHead(2 * width, width, len(SENTIMENTS))
        self.stance = SpanHead(4 * width, width, len(LABELS))

    def read(self, ids: Tensor, cases: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the states of all pieces and the logits of their name tags."""
        return self.read_words(self.encoder.get_input_embeddings()(ids), cases, mask)

    def read_words(self, words: Tensor, cases: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Return the same of the vectors of pieces."""
        inputs = words + self.case_shift(cases)
        states = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        case = self.case(cases)
        before = nn.functional.pad(case, (0, 0, 1, 0))[:, :-1]
        after = nn.functional.pad(case, (0, 0, 0, 1))[:, 1:]
        return states, self.names(torch.cat([states, case, before, after], dim=-1))

    def judge_sentiment(self, span: Tensor, whole: Tensor) -> Tensor:
        """Return the logits of SENTIMENTS toward spans; `whole` is the first state of their sentences."""
        return self.sentiment(torch.cat([span, whole], dim=-1))

    def judge_stance(self, holder: Tensor, target: Tensor, whole: Tensor) -> Tensor:
        """Return the logits of LABELS of holders toward targets."""
        return self.stance(torch.cat([holder, target, holder * target, whole], dim=-1))
