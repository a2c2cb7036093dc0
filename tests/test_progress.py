"""Progress bars: one at a time."""

from analysis.progress import progress


def test_bar_inside_the_loop_of_another_does_not_show():
    inner = [1, 2]
    for _ in progress([1], "outer"):
        assert progress(inner, "inner") is inner


def test_next_bar_shows_after_one_that_was_broken_off():
    for _ in progress([1, 2], "first"):
        break
    items = [1]
    assert progress(items, "second") is not items
