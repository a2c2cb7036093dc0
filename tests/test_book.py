"""The actor book: what the file must hold, what it refuses, and how its names are found."""

from itertools import pairwise

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book import DATA, load_book, read_book
from analysis.folding import fold, shouts, upper
from analysis.names.book_file import COLUMNS
from analysis.tables import KINDS

# The 193 members of the United Nations are the states of ISO 3166 without these: territories,
# and the four that the book has besides the members.
_NO_MEMBERS = set(
    "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK COK CUW CXR CYM ESH FLK FRO GGY GIB GLP GRL GUF GUM HKG"
    " HMD IMN IOT JEY MAC MAF MNP MSR MTQ MYT NCL NFK NIU PCN PRI PSE PYF REU SGS SHN SJM SPM SXM TCA TKL"
    " TWN UMI VAT VGB VIR WLF".split()
)
MEMBERS = {country.alpha_3 for country in pycountry.countries} - _NO_MEMBERS
BESIDES = {"TWN", "XKX", "PSE", "VAT"}
# A state of the past that news still name; its code is no longer in ISO 3166.
_PAST = "Soviet Union"


@pytest.fixture(scope="module")
def table():
    return load_book().table


def test_every_member_of_the_united_nations_is_a_government(table):
    governments = set(table.loc[table["kind"] == "government", "country"])
    assert len(MEMBERS) == 193
    assert governments - {""} == MEMBERS | BESIDES


def test_every_code_of_a_state_is_in_iso_3166(table):
    states = table[(table["kind"] == "government") & (table["actor"] != _PAST)]
    unknown = [code for code in states["country"] if pycountry.countries.get(alpha_3=code) is None]
    assert unknown == ["XKX"]  # Kosovo's code is agreed on, not standard
    assert states["country"].is_unique


def governments():
    states = load_book().table.query("kind == 'government'")
    return dict(zip(states["country"], states["actor"], strict=True))


@pytest.mark.parametrize(
    ("country", "actor"),
    {"TWN": "Taiwan", "UKR": "Ukraine", "CHN": "China", "USA": "United States", "PRK": "North Korea"}.items(),
)
def test_code_belongs_to_the_state(country, actor):
    assert governments()[country] == actor


def test_book_knows_the_states_by_their_names_in_iso_3166():
    book, states, strange = load_book(), governments(), []
    for code in MEMBERS:
        state = pycountry.countries.get(alpha_3=code)
        plain = " ".join(reversed(state.name.split(", ")))  # Congo, The Democratic Republic of the
        names = [plain, getattr(state, "common_name", ""), getattr(state, "official_name", "")]
        found = {form.actor for name in names for match in book.find(name) for form in match.forms}
        if states.get(code) not in found:
            strange.append(code)
    assert strange == []


def test_persons_and_organisations_belong_to_a_known_state_or_bloc(table):
    blocs = set(table.loc[table["kind"] == "bloc", "country"])
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX", ""} | blocs
    strange = table.loc[~table["country"].isin(known), ["actor", "country"]]
    assert strange.values.tolist() == []


def test_kinds_are_those_of_the_tables_and_guards(table):
    assert set(table["kind"]) == {*KINDS, "guard"}


def test_a_person_has_a_pronoun(table):
    people = table[table["kind"] == "person"].set_index("actor")["pronoun"]
    women = ["Tsai Ing-wen", "Angela Merkel", "Giorgia Meloni", "Ursula von der Leyen", "Nancy Pelosi"]
    men = ["Xi Jinping", "Lai Ching-te", "Volodymyr Zelenskyy", "Vladimir Putin", "Joe Biden"]
    assert people[women].tolist() == ["she"] * 5
    assert people[men].tolist() == ["he"] * 5
    assert set(people) <= {"he", "she", ""}


def test_offices_are_ordered_and_leaders_do_not_overlap():
    book = load_book()
    assert all(office.start <= office.end for office in book.offices)
    for country in ("CHN", "RUS", "TWN", "UKR", "USA", "GBR", "DEU", "FRA", "JPN"):
        leaders = [o for o in book.offices if o.country == country and o.role == "leader"]
        spells = sorted((office.start, office.end) for office in leaders)
        assert all(a[1] <= b[0] for a, b in pairwise(spells)), country


LEADERS = [
    ("UKR", "2019-05-19", "Petro Poroshenko"),
    ("UKR", "2019-05-21", "Volodymyr Zelenskyy"),
    ("TWN", "2024-05-19", "Tsai Ing-wen"),
    ("TWN", "2024-05-21", "Lai Ching-te"),
    ("USA", "2021-01-19", "Donald Trump"),
    ("USA", "2021-01-21", "Joe Biden"),
    ("DEU", "2021-12-01", "Angela Merkel"),
]


@pytest.mark.parametrize(("country", "day", "leader"), LEADERS)
def test_who_leads_depends_on_the_day(country, day, leader):
    assert load_book().holders(country, "leader", day) == [leader]


def test_without_a_day_everyone_who_held_the_office():
    assert set(load_book().holders("TWN", "president", "")) >= {"Tsai Ing-wen", "Lai Ching-te"}
    assert load_book().holders("TWN", "emperor", "") == []


def test_no_name_means_two_actors(table):
    # Georgia, the state and the US state, is told apart by the words around it.
    names = {}
    for row in table.itertuples():
        cells = f"{row.aliases};{row.demonyms};{row.metonyms}".split(";")
        own = [] if "(" in row.actor else [row.actor]
        for name in {fold(name.strip()) for name in [*own, *cells]} - {""}:
            names.setdefault(name, set()).add(row.actor)
    shared = {name: actors for name, actors in names.items() if len(actors) > 1}
    assert shared == {"Georgia": {"Georgia", "Georgia (US state)"}}


def test_cells_have_no_blank_or_repeated_items(table):
    for column in ("aliases", "surnames", "offices", "demonyms", "metonyms"):
        for actor, cell in table.loc[table[column] != "", column].items():
            items = [item.strip() for item in cell.split(";")]
            assert "" not in items and len(set(items)) == len(items), (actor, column)


ROW = dict.fromkeys(COLUMNS, "") | {"actor": "Xi Jinping", "kind": "person", "country": "CHN"}


def book_file(folder, *rows: dict, columns=COLUMNS):
    path = folder / "actors.csv"
    lines = [",".join(columns), *(",".join(row[column] for column in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_missing_column_is_named(tmp_path):
    columns = [column for column in COLUMNS if column != "offices"]
    with pytest.raises(ValueError, match=r"actors\.csv: the columns \['offices'\] lack; it has \['actor'"):
        read_book(book_file(tmp_path, ROW, columns=columns))


def test_repeated_actor_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"actors stand twice: \['Xi Jinping'\]; merge their rows"):
        read_book(book_file(tmp_path, ROW, ROW))


@pytest.mark.parametrize(("column", "value"), [("kind", "persona"), ("pronoun", "him")])
def test_unknown_word_in_a_closed_column_is_named(tmp_path, column, value):
    with pytest.raises(ValueError, match=rf"{column} must be one of .*\[\['Xi Jinping', '{value}'\]\]"):
        read_book(book_file(tmp_path, ROW | {column: value}))


BAD_OFFICES = [
    "president",
    "president 2013-03-14",
    "president 2013/2014-13-40",
    "president 2014-03-14/2013-03-14",
    "2013-03-14/..",
]


@pytest.mark.parametrize("office", BAD_OFFICES)
def test_bad_office_is_shown_with_its_actor(tmp_path, office):
    with pytest.raises(ValueError, match=rf"actor book, Xi Jinping: office '{office}' is not `role"):
        read_book(book_file(tmp_path, ROW | {"offices": office}))


def test_book_reads_with_a_byte_order_mark(tmp_path):
    path = book_file(tmp_path, ROW | {"offices": "president 2013-03-14/..", "aliases": "Xi"})
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    book = read_book(path)
    assert book.holders("CHN", "president", "2026-01-01") == ["Xi Jinping"]
    assert book.holders("CHN", "president", "2013-03-13") == []


def test_actors_variable_names_another_book(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORS", str(book_file(tmp_path, ROW)))
    assert list(load_book().table["actor"]) == ["Xi Jinping"]
    assert "Lai Ching-te" in load_book(DATA / "actors.csv").table["actor"]


FOLDED = {
    "Vučić": "Vucic",
    "Erdoğan": "Erdogan",
    "Wałęsa": "Walesa",
    "Türkiye’s “élite”": 'Turkiye\'s "elite"',
    "US–China": "US-China",
}


@pytest.mark.parametrize(("text", "plain"), FOLDED.items())
def test_fold_drops_accents_and_typographic_marks(text, plain):
    assert fold(text) == plain


@given(st.text(max_size=80))
def test_fold_and_capitals_keep_the_length(text):
    assert len(fold(text)) == len(upper(text)) == len(text)


SHOUTING = {
    "XI AND PUTIN MEET": True,
    "Xi and Putin Meet": False,
    "NATO": False,  # an acronym is no headline
    "The EU and NATO met.": False,
    "": False,
}


@pytest.mark.parametrize(("text", "expected"), SHOUTING.items())
def test_headline_in_capitals_is_told_from_acronyms(text, expected):
    assert shouts(text) is expected


def surfaces(text: str) -> list[str]:
    return [text[match.start : match.end] for match in load_book().find(text)]


FOUND = {
    "the longest match": (
        "The People's Republic of China shut the Bank of China.",
        ["People's Republic of China", "Bank of China"],
    ),
    "whole words": ("Chinaware and Russianness are Ukrainianised.", []),
    "no address or handle": ("See china.org or @Taiwan or a.b/Ukraine.", []),
    "the end of a sentence": ("They flew to Taiwan.", ["Taiwan"]),
    "a hyphen divides": ("The China-Russia axis", ["China", "Russia"]),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_names_are_found_on_word_boundaries(text, expected):
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("actor", "day", "government"),
    [
        ("Joe Biden", "2024-06-01", "United States"),
        ("Joe Biden", "2025-06-01", ""),
        ("Joe Biden", "", ""),
        ("Lai Ching-te", "2024-06-01", "Taiwan"),
        ("Antony Blinken", "2024-06-01", ""),
        ("China", "", "China"),
        ("European Union", "2024-06-01", ""),
        ("Nobody Known", "2024-06-01", ""),
    ],
)
def test_leader_speaks_for_a_government_while_in_office(actor, day, government):
    assert load_book().government(actor, day) == government


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Poland", ("Poland", "government")),
        ("Beijing", ("China", "metonym")),
        ("Chinese", ("China", "demonym")),
        ("Xi Jinping", ("Xi Jinping", "person")),
        ("Poland and China", None),
        ("Ms Houdková", None),
    ],
)
def test_words_that_are_one_name_are_known_by_actor_and_kind(words, found):
    assert load_book().named(words) == found
