"""Training on a handful of sentences; runs where requirements-train.txt is installed."""

import numpy as np
import pytest

from analysis.labelled import Example
from analysis.reader import MODEL, Reader
from analysis.reading.graphs import softmax
from analysis.reading.marks import Question
from analysis.reading.pieces import load_tokenizer
from analysis.stances.model import STANCE_MODEL, StanceModel

torch = pytest.importorskip("torch", reason="needs requirements-train.txt")
nn = torch.nn
transformers = pytest.importorskip("transformers", reason="needs requirements-train.txt")

from analysis.training import keeping  # noqa: E402
from analysis.training import positions as labels  # noqa: E402
from analysis.training.batches import collate, prepare  # noqa: E402
from analysis.training.coarse import coarse, rounded, rounded_weights, rounding  # noqa: E402
from analysis.training.export import export  # noqa: E402
from analysis.training.fit import Recipe, fit, judge  # noqa: E402
from analysis.training.model import ReaderModel  # noqa: E402
from analysis.training.narrow import narrow  # noqa: E402
from analysis.training.positions import NO_VOICE, Position, _said, directed  # noqa: E402
from analysis.training.smaller import smaller  # noqa: E402
from analysis.training.swapping import some_nameless  # noqa: E402
from analysis.training.unpack import unpacked  # noqa: E402

TOKENIZER = load_tokenizer(MODEL / "tokenizer.json")
GOOD, BAD = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)
EXAMPLES = [
    Example("Nauru thanked Taiwan.", (((14, 20), GOOD),), (((0, 5), (14, 20), GOOD),), ((0, 5, "place"),)),
    Example("Nauru blamed Taiwan.", (((13, 19), BAD),), (((0, 5), (13, 19), BAD),), ((13, 19, "place"),)),
    Example("Rain."),
] * 8
FAST = Recipe(encoder_rate=2e-3, head_rate=5e-3, batch=8)


def small(layers: int = 2) -> ReaderModel:
    torch.manual_seed(0)
    config = transformers.MPNetConfig(
        vocab_size=TOKENIZER.get_vocab_size(),
        hidden_size=64,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=128,
    )
    return ReaderModel(transformers.MPNetModel(config, add_pooling_layer=False))


def test_labels_are_learnt():
    prepared = prepare(TOKENIZER, EXAMPLES)
    judged = judge(fit(small(), [prepared] * 24, FAST), prepared[:2])
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


def test_weights_of_four_bits_are_whole_numbers_times_a_scale_of_their_row():
    torch.manual_seed(0)
    weight = torch.randn(4, 128) * torch.tensor([1, 1e-3, 1e3, 0])[:, None]
    codes = coarse(weight)
    whole = codes.codes * codes.multipliers[..., None]
    assert torch.equal(whole, whole.round()) and whole.abs().max() <= 64
    assert codes.codes.min() >= -8 and codes.codes.max() <= 7
    error = (codes.weights() - weight).norm(dim=1)
    assert (error[:3] < 0.15 * weight.norm(dim=1)[:3]).all() and error[3] == 0


def test_states_are_rounded_by_the_range_of_their_own_sentence():
    wide, fine = torch.tensor([[[-100.0, 0.0, 155.0]]]), torch.tensor([[[-1.0, 0.004, 1.55]]])
    assert torch.equal(rounded(wide), wide)  # a step of 1 fits it
    assert torch.equal(rounded(torch.cat([wide, fine]))[1:], rounded(fine))
    assert (rounded(fine) - fine).abs().max() <= 2.55 / 255 / 2


def test_rounding_lasts_as_long_as_it_is_asked_for_and_lets_gradients_pass():
    model, prepared = small(), prepare(TOKENIZER, EXAMPLES[:1])
    before = judge(model, prepared)[0].sentiments
    with rounding(model.encoder):
        during = judge(model, prepared)[0].sentiments
        fit(model, [prepared], FAST)
    assert 0 < np.abs(during - before).max() < 0.05
    assert np.abs(judge(model, prepared)[0].sentiments - before).max() > 0.001  # it has learnt


def test_student_keeps_the_units_that_do_something():
    teacher, prepared = small(), prepare(TOKENIZER, EXAMPLES[:3])
    for layer in teacher.encoder.encoder.layer:
        layer.output.dense.weight.data[:, ::2] = 0
    student = narrow(teacher, prepared, dropped=(), units=64)
    assert student.encoder.encoder.layer[0].intermediate.dense.weight.shape == (64, 64)
    said, taught = judge(student, prepared), judge(teacher, prepared)
    np.testing.assert_allclose(said[0].tags, taught[0].tags, atol=1e-5)


def test_student_has_fewer_layers_than_its_teacher_which_stays_whole():
    teacher, prepared = small(layers=3), prepare(TOKENIZER, EXAMPLES[:3])
    student = narrow(teacher, prepared, dropped=(1,), units=128)
    assert len(teacher.encoder.encoder.layer) == 3
    teacher.encoder.encoder.layer = teacher.encoder.encoder.layer[::2]
    said, taught = judge(student, prepared), judge(teacher, prepared)
    np.testing.assert_allclose(said[0].tags, taught[0].tags, atol=1e-6)


def test_rare_pieces_are_left_out_and_the_rest_is_read_as_before():
    texts = [each.sentence for each in EXAMPLES[:2]]
    model, tokenizer = smaller(small(), TOKENIZER, texts, least=1)
    assert tokenizer.get_vocab_size() < TOKENIZER.get_vocab_size() / 2
    assert tokenizer.encode(texts[0]).tokens == TOKENIZER.encode(texts[0]).tokens
    assert tokenizer.encode("Rain!").tokens[1:-1] == ["r", "##a", "##i", "##n", "!"]
    read = judge(model, prepare(tokenizer, EXAMPLES[:1]))[0].tags
    np.testing.assert_allclose(read, judge(small(), prepare(TOKENIZER, EXAMPLES[:1]))[0].tags, atol=1e-6)


def test_exported_model_reads_as_the_trained_one(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.training.packing.LEAST", 1_000)
    prepared = prepare(TOKENIZER, EXAMPLES)
    model = fit(small(), [prepared] * 24, FAST)
    trained = judge(model, prepared[:2])
    export(
        model,
        TOKENIZER,
        tmp_path,
        temperatures={"names": 1.0, "sentiment": 1.0, "stance": 1.0},
        trained_on=["0" * 64],
    )
    reader = Reader(tmp_path)
    back, _ = unpacked(tmp_path)
    same = judge(back.eval(), prepared[:2])
    np.testing.assert_allclose(same[0].tags, trained[0].tags, atol=0.1)
    readings = reader.read([each.sentence for each in EXAMPLES[:2]])
    spans = [each.sentiments[0][0] for each in EXAMPLES[:2]]
    shipped = reader.sentiment(readings, spans)
    np.testing.assert_allclose(shipped, np.concatenate([each.sentiments for each in trained]), atol=0.1)
    np.testing.assert_allclose(readings[0].tags, trained[0].tags, atol=0.1)


def test_unpacked_files_read_as_the_shipped_model():
    model, tokenizer = unpacked(MODEL)
    sentence, span = "Nauru thanked Taiwan for the hospital.", (0, 5)
    asked = [Example(sentence, sentiments=((span, GOOD),))]
    with rounding(model.encoder):
        (said,) = judge(model.eval(), prepare(tokenizer, asked))
    reader = Reader(MODEL)
    shipped = reader.sentiment(reader.read([sentence]), [span])[0]
    assert (
        np.abs(softmax(np.log(said.sentiments[0]) / reader._temperatures["sentiment"]) - shipped).max() < 0.05
    )


JAPAN = Position(Question("Japan backs Ukraine.", (0, 5), (12, 19), "Ukraine"), GOOD, NO_VOICE, "gold", False)


def test_unpacked_model_of_positions_goes_on_from_what_shipped():
    model, tokenizer = unpacked(STANCE_MODEL)
    with rounding(model.encoder):
        (said,) = judge(model.eval(), labels.prepare(tokenizer, [JAPAN]))
    shipped = StanceModel(STANCE_MODEL)
    calm = softmax(np.log(said.pairs[0]) / shipped._temperatures["stance"])
    assert np.abs(calm - shipped.read([JAPAN.question]).stances[0]).max() < 0.05


def test_some_holders_lose_their_name_and_some_get_another():
    sentences = {each.question.sentence for each in some_nameless([JAPAN] * 40, 0.5, 0.2, seed=0)}
    assert {"Japan backs Ukraine.", "Ruritania backs Ukraine."} < sentences
    assert len(sentences) > 4  # and under the names of others


def test_calculating_in_half_precision_learns_too():
    half = Recipe(encoder_rate=2e-3, head_rate=5e-3, batch=8, half=True)
    lessons = prepare(TOKENIZER, EXAMPLES)
    judged = judge(fit(small(), [lessons] * 12, half), lessons)
    assert judged[0].sentiments[0].argmax() == 2 and judged[1].sentiments[0].argmax() == 0


def test_directed_pairs_are_asked_by_the_words_of_their_target():
    pairs = directed(EXAMPLES[:3], indifferent=0)
    assert [each.question.target for each in pairs] == ["Taiwan", "Taiwan"]
    assert [each.stance for each in pairs] == [GOOD, BAD] and not sum(pairs[0].voice)


def test_weights_that_ship_are_met_in_training_and_the_exact_ones_come_back():
    model = nn.Sequential(nn.Linear(64, 32), nn.Linear(64, 2))
    exact = model[0].weight.detach().clone()
    with rounded_weights(model, least=1_000):
        assert torch.equal(model[0].weight, coarse(exact).weights())
        model[0](torch.ones(1, 64)).sum().backward()
        assert model[0].parametrizations.weight.original.grad.abs().sum() > 0
        assert not hasattr(model[1], "parametrizations")
    assert torch.equal(model[0].weight, exact)


def test_what_a_step_made_is_kept_to_the_last_digit(tmp_path):
    made = Example(
        "Kyiv thanked Riga.",
        sentiments=(((0, 4), (0.1, 0.2, 0.7)),),
        pairs=(((0, 4), (13, 17), (0.0, 1 / 3, 2 / 3)),),
        tags=np.float32([[0.1, 0.9]]),
    )
    first = keeping.kept(tmp_path / "made.jsonl", lambda: [made], keeping.example)
    again = keeping.kept(tmp_path / "made.jsonl", lambda: 1 / 0, keeping.example)
    assert first == again == [made]
    np.testing.assert_array_equal(again[0].tags, made.tags)
    assert again[0].tags.dtype == np.float32


def test_sentence_of_a_speech_is_asked_with_its_speaker_before_it():
    row = {"sentence": "We stand by Ukraine.", "speaker": "Malta", "holder": [0, 0], "span": [12, 19]}
    asked = _said(row)
    assert asked["sentence"] == "Malta said: We stand by Ukraine."
    assert [asked["sentence"][slice(*asked[key])] for key in ("holder", "span")] == ["Malta", "Ukraine"]
