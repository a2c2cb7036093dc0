import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.counts import stories


def test_copies_of_a_story_do_not_narrow_the_interval():
    single = pd.DataFrame(
        {"article_id": list("abcd"), "story": list("abcd"), "g": "x", "score": [-1.0, 0, 0.5, 1]}
    )
    copied = pd.concat([single.assign(article_id=single["story"] + str(i)) for i in range(9)])
    one = stories.story_intervals(single, ["g"], "score")
    nine = stories.story_intervals(copied, ["g"], "score")
    assert nine["n"].item() == 36 and nine["stories"].item() == 4
    assert nine[["low", "high"]].to_numpy() == pytest.approx(one[["low", "high"]].to_numpy())


def test_the_interval_of_many_stories_has_the_width_that_theory_gives():
    rng = np.random.default_rng(3)
    rows = pd.DataFrame({"article_id": range(400), "g": "x", "score": rng.normal(0, 0.5, 400)})
    found = stories.story_intervals(rows.assign(story=rows["article_id"]), ["g"], "score").iloc[0]
    expected = 2 * 1.96 * rows["score"].std() / np.sqrt(400)
    assert found["high"] - found["low"] == pytest.approx(expected, rel=0.1)


def test_blocks_of_groups_get_the_same_interval_as_all_at_once():
    from scipy.sparse import csr_array

    rng = np.random.default_rng(0)
    top, bottom = csr_array(rng.random((20, 7))), csr_array(np.ones((20, 7)))
    whole = stories.ratio_intervals(top, bottom)
    assert np.array_equal(whole, stories.ratio_intervals(top, bottom, block=3))


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from("pqr"), st.floats(-1, 1)),
        min_size=1,
        max_size=12,
    )
)
def test_intervals_stay_in_range_and_leave_their_input_alone(rows):
    table = pd.DataFrame(rows, columns=["story", "g", "score"]).assign(article_id="a")
    before = table.copy(deep=True)
    found = stories.story_intervals(table, ["g"], "score", draws=50)
    assert found["n"].sum() == len(table)
    told = found.dropna()
    assert told["low"].between(-1 - 1e-9, 1 + 1e-9).all() and (told["low"] <= told["high"]).all()
    assert found.loc[found["stories"] < 2, "low"].isna().all()
    pd.testing.assert_frame_equal(table, before)
