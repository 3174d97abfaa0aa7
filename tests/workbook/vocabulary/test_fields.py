"""Fields of something else in the row of a visit: parts of a request, and of a later attempt."""

from __future__ import annotations

import pytest

from adv.model import TableName
from adv.workbook.vocabulary.fields import Kind, attempt_part, is_beside, is_field, kind_of, of_attempt, of_request, request_part


@pytest.mark.parametrize(
    ("field", "of_a_request", "of_a_later_attempt"),
    [
        ("request.theme", "theme", None),
        ("further.outcome", None, "outcome"),
        ("theme", None, None),
        ("outcome", None, None),
        (None, None, None),
    ],
)
def test_a_field_says_of_what_it_is_a_part(field: str | None, of_a_request: str | None, of_a_later_attempt: str | None) -> None:
    assert (request_part(field), attempt_part(field)) == (of_a_request, of_a_later_attempt)


def test_a_part_is_named_so_that_it_is_known_again() -> None:
    assert request_part(of_request("status")) == "status"
    assert attempt_part(of_attempt("visited_on")) == "visited_on"
    assert is_beside(of_request("status"))
    assert not is_beside("status")


def test_only_visits_have_parts_of_requests_and_attempts_in_their_rows() -> None:
    assert is_field(TableName.VISITS, "request.theme")
    assert is_field(TableName.VISITS, "further.outcome")
    assert not is_field(TableName.VISITS, "request.outcome")
    assert not is_field(TableName.REQUESTS, "request.theme")
    assert kind_of(TableName.VISITS, "request.theme") is Kind.THEME
    assert kind_of(TableName.VISITS, "further.outcome") is Kind.OUTCOME
