"""What a selection keeps, and the data as of a day."""

from __future__ import annotations

import pytest

from adv.metrics.selection import Selection, last_day, select
from adv.model import Period
from tests.metrics.tables import booking, data, day, request, visit

DATASET = data(
    visits=[
        visit(1, visit_id="1", area="Plein", organisations=("LEVgroep", "Politie"), themes=("wonen",)),
        visit(2, visit_id="2", area="Straat", organisations=("Politie",), themes=("zorg", "wonen")),
        visit(30, visit_id="3", area=None, organisations=(), themes=()),
    ],
    requests=[
        request(1, visit_id="1", theme="wonen", goal="meedoen", owner="LEVgroep"),
        request(2, "closed", 40, visit_id="2", theme="zorg", owner="Politie"),
        request(30, visit_id="3", theme="wonen", owner=None),
    ],
    expenses=[booking(1, 1, organisation="LEVgroep"), booking(2, 2, organisation="Politie"), booking(30, 3)],
    activities=[{"held_on": day(1), "area": "Plein"}, {"held_on": day(45), "area": "Straat"}],
    addresses=[{"household": "a", "area": "Plein"}, {"household": "b", "area": "Straat"}],
    budget_lines=[{"category": "Personeel", "year": 2019, "cents": 5}],
)
TABLES = ("visits", "requests", "expenses", "activities", "addresses", "budget_lines")


@pytest.mark.parametrize(
    ("selection", "rows"),
    [
        pytest.param(Selection(), (3, 3, 3, 2, 2, 1), id="everything"),
        pytest.param(Selection(areas=("Plein",)), (1, 1, 3, 1, 1, 1), id="an area: money stays"),
        pytest.param(Selection(organisations=("LEVgroep",)), (1, 1, 1, 2, 2, 1), id="an organisation"),
        pytest.param(Selection(themes=("wonen",)), (2, 2, 3, 2, 2, 1), id="a theme: money stays"),
        pytest.param(Selection(themes=("zorg", "werken")), (1, 1, 3, 2, 2, 1), id="one of several themes"),
        pytest.param(Selection(goals=("meedoen",)), (3, 1, 3, 2, 2, 1), id="a goal: it belongs to requests alone"),
        pytest.param(Selection(period=Period(day(2), day(30))), (1, 1, 1, 0, 2, 1), id="a period without its last day"),
        pytest.param(Selection(as_of=day(2)), (2, 2, 2, 1, 2, 1), id="as of a day, the day itself included"),
        pytest.param(Selection(areas=("Plein",), organisations=("Politie",)), (1, 0, 1, 1, 1, 1), id="two at once"),
        pytest.param(Selection(areas=("Nergens",)), (0, 0, 3, 0, 0, 1), id="an area that does not occur"),
    ],
)
def test_a_selection_keeps_the_rows_that_belong_to_it(selection: Selection, rows: tuple[int, ...]) -> None:
    chosen = select(DATASET, selection)
    assert tuple(len(getattr(chosen, table)) for table in TABLES) == rows
    assert chosen.given == DATASET.given


def test_as_of_a_day_a_later_closing_has_not_happened() -> None:
    requests = select(DATASET, Selection(as_of=day(39))).requests
    assert requests["status"].tolist() == ["open", "in_progress", "open"]
    assert requests["closed_on"].isna().all()
    assert list(requests["status"].cat.categories) == list(DATASET.requests["status"].cat.categories)
    assert select(DATASET, Selection(as_of=day(40))).requests["status"].tolist() == ["open", "closed", "open"]


def test_selecting_leaves_the_data_as_they_are() -> None:
    select(DATASET, Selection(areas=("Plein",), as_of=day(2)))
    assert DATASET.requests["status"].tolist() == ["open", "closed", "open"]


def test_the_page_can_say_what_does_not_apply_to_money() -> None:
    assert Selection(areas=("Plein",), organisations=("Politie",), themes=("wonen",)).not_for_money == ("areas", "themes")
    assert Selection(organisations=("Politie",)).not_for_money == ()


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        pytest.param({}, None, id="no data"),
        pytest.param({"visits": [visit(3)], "expenses": [booking(7, 1)]}, 7, id="a booking"),
        pytest.param({"visits": [visit(3)], "requests": [request(4)]}, 4, id="a request raised"),
        pytest.param({"requests": [request(4, "closed", 9)]}, 9, id="a request closed"),
        pytest.param({"visits": [visit(3)], "activities": [{"held_on": day(12)}]}, 12, id="an activity"),
    ],
)
def test_the_last_day_is_the_latest_in_any_table(tables: dict[str, list[dict[str, object]]], expected: int | None) -> None:
    assert last_day(data(**tables)) == (None if expected is None else day(expected))
