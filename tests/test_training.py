"""Training on a handful of sentences; runs where requirements-train.txt is installed."""

import numpy as np
import pytest

from analysis.labelled import Example
from analysis.reader import MODEL, Reader
from analysis.reading.pieces import load_tokenizer

torch = pytest.importorskip("torch", reason="needs requirements-train.txt")
transformers = pytest.importorskip("transformers", reason="needs requirements-train.txt")

from analysis.training.batches import collate, prepare  # noqa: E402
from analysis.training.export import export  # noqa: E402
from analysis.training.fit import Recipe, fit, judge  # noqa: E402
from analysis.training.model import ReaderModel  # noqa: E402

TOKENIZER = load_tokenizer(MODEL / "tokenizer.json")
GOOD, BAD = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)
EXAMPLES = [
    Example("Nauru thanked Taiwan.", (((14, 20), GOOD),), (((0, 5), (14, 20), GOOD),), ((0, 5, "place"),)),
    Example("Nauru blamed Taiwan.", (((13, 19), BAD),), (((0, 5), (13, 19), BAD),), ((13, 19, "place"),)),
    Example("Rain."),
] * 8
FAST = Recipe(encoder_rate=2e-3, head_rate=5e-3, batch=8)


def small() -> ReaderModel:
    torch.manual_seed(0)
    config = transformers.BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64
    )
    return ReaderModel(transformers.BertModel(config, add_pooling_layer=False))


def test_labels_are_learnt():
    prepared = prepare(TOKENIZER, EXAMPLES)
    judged = judge(fit(small(), [prepared] * 12, FAST), prepared[:2])
    assert [each.sentiments.argmax() for each in judged] == [2, 0]
    assert [each.pairs.argmax() for each in judged] == [2, 0]
    assert judged[0].tags[0].argmax() != 0


def test_run_that_was_cut_off_gives_the_same_model(tmp_path, monkeypatch):
    prepared = prepare(TOKENIZER, EXAMPLES)
    whole = fit(small(), [prepared, prepared], FAST)
    calls = []

    def cut_off(batch):
        calls.append(batch)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return collate(batch)

    monkeypatch.setattr("analysis.training.fit.SAVED_EVERY", 2)
    monkeypatch.setattr("analysis.training.fit.collate", cut_off)
    with pytest.raises(KeyboardInterrupt):
        fit(small(), [prepared, prepared], FAST, state=tmp_path / "state.pt")
    resumed = fit(small(), [prepared, prepared], FAST, state=tmp_path / "state.pt")
    for one, other in zip(whole.parameters(), resumed.parameters(), strict=True):
        torch.testing.assert_close(one, other)


def test_span_beyond_the_window_is_left_out():
    sentence = "very " * 200 + "sorry Nauru"
    (prepared,) = prepare(TOKENIZER, [Example(sentence, sentiments=(((1006, 1011), BAD), ((0, 4), GOOD)))])
    assert prepared.example.sentiments == (((0, 4), GOOD),)
    assert collate([prepared]).ids.shape == (1, 128)


def test_padding_changes_no_judgement():
    alone, _ = judge(small(), prepare(TOKENIZER, [EXAMPLES[0], Example("Rain.")]))
    long = Example("It rained on the fields and on the towns and on the roads. " * 3)
    beside, _ = judge(small(), prepare(TOKENIZER, [EXAMPLES[0], long]))
    np.testing.assert_allclose(alone.sentiments, beside.sentiments, atol=1e-5)


def test_exported_model_reads_as_the_trained_one(tmp_path):
    prepared = prepare(TOKENIZER, EXAMPLES)
    model = fit(small(), [prepared] * 12, FAST)
    trained = judge(model, prepared[:2])
    export(
        model,
        TOKENIZER,
        tmp_path,
        temperatures={"names": 1.0, "sentiment": 1.0, "stance": 1.0},
        trained_on=["0" * 64],
    )
    reader = Reader(tmp_path)
    readings = reader.read([each.sentence for each in EXAMPLES[:2]])
    spans = [each.sentiments[0][0] for each in EXAMPLES[:2]]
    shipped = reader.sentiment(readings, spans)
    np.testing.assert_allclose(shipped, np.concatenate([each.sentiments for each in trained]), atol=0.1)
    np.testing.assert_allclose(readings[0].tags, trained[0].tags, atol=0.1)
