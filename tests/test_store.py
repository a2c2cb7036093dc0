"""What is kept of a reading: whole batches or none, and nothing that is damaged."""

import pytest
from builders import articles

from analysis.pipeline import analyse
from analysis.store import NAMES, Store, keys_of

TEXTS = ("Xi Jinping met Vladimir Putin.", "Kyiv thanked Riga.")


@pytest.fixture
def read():
    """Articles, their keys and their tables."""
    corpus = articles(*TEXTS)
    _, *tables = analyse(corpus)
    return corpus, keys_of(corpus), tuple(tables)


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def store(tmp_path, read) -> Store:
    store = Store("state", tmp_path / "store")
    store.add(read[1], read[2])
    return store


def batches(store: Store) -> list:
    return list(store._folder.iterdir())


def test_articles_are_found_by_their_content_and_not_by_their_id(store, read):
    corpus, *_ = read
    other = corpus.assign(text=["Xi Jinping met Vladimir Putin.", "Kyiv scolded Riga."])
    found, _ = store.load(other, keys_of(other))
    assert found == {corpus["article_id"].iloc[0]}


def test_another_day_is_another_reading_since_offices_change_hands(read):
    corpus, *_ = read
    later = articles(*TEXTS, day="2025-05-09")
    assert set(keys_of(corpus)).isdisjoint(keys_of(later))


@pytest.mark.parametrize("name", ["batch.json", *(f"{name}.parquet" for name in NAMES)])
def test_damaged_batch_is_read_again_and_never_believed(store, read, name):
    corpus, keys, tables = read
    (batch,) = batches(store)
    file = batch / name
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(bytes(content))
    assert store.load(corpus, keys) == (set(), [])
    store.add(keys, tables)
    assert store.load(corpus, keys)[0] == set(corpus["article_id"])


def test_batch_that_lacks_a_file_is_read_again(store, read):
    corpus, keys, _ = read
    (batch,) = batches(store)
    (batch / "stances.parquet").unlink()
    assert store.load(corpus, keys) == (set(), [])


def test_what_a_killed_run_left_is_not_taken_for_a_batch(store, read):
    corpus, keys, _ = read
    (batch,) = batches(store)
    batch.rename(batch.with_name("part-abc"))
    assert store.load(corpus, keys) == (set(), [])


def test_two_runs_that_read_the_same_keep_it_once(store, read):
    corpus, keys, tables = read
    store.add(keys, tables)
    assert len(batches(store)) == 1
    assert store.load(corpus, keys)[0] == set(corpus["article_id"])


def test_folder_that_cannot_be_written_is_said_once(tmp_path, read, caplog):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = Store("state", tmp_path / "file")
    store.add(read[1], read[2])
    store.add(read[1], read[2])
    assert caplog.text.count("can't be kept") == 1
    assert store.load(read[0], read[1]) == (set(), [])


def test_readings_of_older_states_go_when_they_take_too_much_room(store, read, monkeypatch):
    newer = Store("newer state", store._root)
    newer.add(read[1], read[2])
    newer.sweep()
    assert batches(store)
    monkeypatch.setattr("analysis.store.MOST_BYTES", 0)
    newer.sweep()
    assert not store._folder.exists() and batches(newer)
