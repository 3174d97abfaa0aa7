"""The page Wijken: who is compared with whom, and what is said when there is nobody to compare with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from adv.settings import load_project
from adv.store.records import ImportMode
from adv.ui import view
from adv.workbook.understood import Intake
from tests.datasets import make_dataset
from tests.pages.conftest import DE_WAART, some_data

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from adv.model import Dataset, Project

ANNAWIJK = load_project("annawijk")


def store(project: Project, dataset: Dataset, *, is_sample: bool = False) -> None:
    version = view.store().version(project.name)
    intake = Intake(dataset, (), (), {"bezoeken.xlsx": f"{version}" * 64})
    view.store().commit(project, intake, ImportMode.REPLACE, who="test", expected_version=version, is_sample=is_sample)


def elsewhere(conversations: int, refusals: int = 0) -> Dataset:
    """Conversations and refusals in another neighbourhood and another year."""
    outcomes = ["conversation"] * conversations + ["refused"] * refusals
    visits = [
        {"visited_on": date(2021, 5, 4), "household": f"a{place}", "street": "Heistraat", "outcome": outcome}
        for place, outcome in enumerate(outcomes)
    ]
    return make_dataset(ANNAWIJK, visits=visits)


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html")).replace("\u00a0", " ")


def test_alone_a_project_is_told_where_it_stands(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    text = html(app("neighbourhoods"))
    assert (
        "Alleen de Waart heeft gegevens. Er is nog geen andere wijk om mee te vergelijken. In de Waart is 5,6 % van het doel gedaan."
        in text
    )
    assert "Van Annawijk" not in text  # the answer says that there is no other
    assert "Trechter" not in text  # of one there is no funnel


def test_two_projects_are_each_told_up_to_their_own_last_day(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    store(ANNAWIJK, elsewhere(6))
    opened = app("neighbourhoods")
    assert "De verschillen tussen deze 2 wijken kunnen toeval zijn (gesprekken)." in html(opened)
    opened.session_state["menu_side_by_side"] = True
    assert "de Waart (5 december 2018) en Annawijk (4 mei 2021)" in html(opened.run())


def test_a_clear_difference_is_said(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())  # nine of twelve households
    store(ANNAWIJK, elsewhere(10, refusals=90))
    assert "Bewoners van de Waart hadden vaker een gesprek (75 %) dan die van Annawijk (10 %)." in html(app("neighbourhoods"))


def test_invented_figures_are_not_compared_with_real_ones(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    store(ANNAWIJK, elsewhere(10, refusals=90), is_sample=True)
    text = html(app("neighbourhoods"))
    assert "Alleen de Waart heeft gegevens" not in text
    assert "Alleen van de Waart zijn er echte gegevens." in text
    assert "Van Annawijk zijn er alleen voorbeeldgegevens; die vergelijken we niet met echte." in text
    assert "(10 %)" not in text


def test_a_project_without_data_still_shows_the_others(app: Callable[..., AppTest]) -> None:
    store(ANNAWIJK, elsewhere(6))
    opened = app("neighbourhoods")  # de Waart is chosen
    assert not opened.exception
    assert "Alleen Annawijk heeft gegevens." in html(opened)


def test_an_import_in_another_project_is_seen_at_once(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    store(ANNAWIJK, elsewhere(6))
    opened = app("neighbourhoods")
    store(ANNAWIJK, elsewhere(10, refusals=90))
    opened.run()
    assert "(75 %) dan die van Annawijk (10 %)" in html(opened)


def test_the_banner_names_whose_figures_are_invented_whichever_project_is_chosen(app: Callable[..., AppTest]) -> None:
    store(ANNAWIJK, elsewhere(6), is_sample=True)
    opened = app("neighbourhoods")  # de Waart is chosen and has no data
    assert "Voorbeeldgegevens: verzonnen.</strong> De cijfers van Annawijk gaan over niemand." in html(opened)
    assert "adv_remove_sample" not in [button.key for button in opened.button]  # it would remove another project's
    store(DE_WAART, some_data(), is_sample=True)
    opened.run()
    assert "De cijfers van de Waart en Annawijk gaan over niemand." in html(opened)


def test_no_banner_when_what_is_shown_is_real(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    store(ANNAWIJK, elsewhere(6), is_sample=True)  # left out, and said
    assert "Voorbeeldgegevens: verzonnen." not in html(app("neighbourhoods"))


def test_the_areas_of_a_chosen_sample_have_the_banner_though_it_is_not_compared(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data(), is_sample=True)
    store(ANNAWIJK, elsewhere(6))
    assert "De cijfers van de Waart gaan over niemand." in html(app("neighbourhoods"))


def test_funnel_plots_are_offered_only_of_five_neighbourhoods_or_more(app: Callable[..., AppTest]) -> None:
    store(DE_WAART, some_data())
    store(ANNAWIJK, elsewhere(6))
    (choice,) = (group for group in app("neighbourhoods").get("button_group") if group.key == "adv_more_neighbourhoods")
    assert [option.content for option in choice.proto.options] == ["Hulpvragen", "Kosten"]
