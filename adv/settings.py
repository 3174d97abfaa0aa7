"""Settings of a project, read from a small TOML file; what in it cannot be is told by file and key."""

from __future__ import annotations

import itertools
import math
import re
import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from adv.data_folder import own_projects
from adv.errors import SettingsError
from adv.model import LEAST_BASE, Area, Decision, Milestone, Period, PlanPoint, Project, ResultGoal, ResultIndicator, TargetUnit

SHIPPED = Path(__file__).parent / "projects"
DEFAULT_PROJECT = "de-waart"
REGIONS = Path(__file__).parent / "holidays"  # one file for each region of the schools
DEFAULT_REGION = "zuid"  # Helmond's
KEYS = {*Project.__struct_fields__, "budget", "start", "end", "school_region", "income"} - {
    "budget_cents",
    "income_cents",
    "period",
}


def project_names(folder: Path | None = None) -> tuple[str, ...]:
    """Name the projects that have a settings file, the default one first."""
    return tuple(sorted(settings_files(folder), key=lambda name: (name != DEFAULT_PROJECT, name)))


def settings_files(folder: Path | None = None) -> dict[str, Path]:
    """Find the settings files by project: in `folder`; or the organisation's own and, after them, those of the program."""
    folders = (SHIPPED, own_projects()) if folder is None else (folder,)
    return {path.stem: path for place in folders for path in place.glob("*.toml")}


def load_project(name: str, folder: Path | None = None) -> Project:
    """Read the settings of one project; `SettingsError`: no such project, not TOML, or a key with a value that is not allowed."""
    files = settings_files(folder)
    if name not in files:
        raise SettingsError("unknown_project", name=name, allowed=", ".join(project_names(folder)))
    return read_project(files[name])


def read_template(project: Project) -> bytes | None:
    """Read the own Word template, a file beside the settings; None: the project has none. `SettingsError`: it is not there."""
    if not project.report_template:
        return None
    file = settings_files()[project.name].parent / Path(project.report_template).name  # never another folder
    try:
        return file.read_bytes()
    except OSError as error:
        raise SettingsError("no_template", file=file.name) from error


def read_milestones(path: Path) -> tuple[Milestone, ...]:
    """Read a file of milestones alone. Raises `SettingsError` as `read_project` does."""
    return Reader(path.name, read_toml(path)).own_milestones()


def read_project(path: Path) -> Project:
    """Read one settings file. Raises `SettingsError`: not TOML, or a key with a value that is not allowed."""
    return Reader(path.name, read_toml(path)).project()


@cache
def region_holidays(region: str) -> tuple[Period, ...]:
    """Read the school holidays of a region."""
    path = REGIONS / f"{region}.toml"
    return Reader(path.name, read_toml(path)).own_holidays()


def read_toml(path: Path) -> dict[str, Any]:
    """Read a file as it stands; `SettingsError` when it is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad begins a file with a mark
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise not_toml(path, error) from error


def not_toml(path: Path, error: ValueError) -> SettingsError:
    """Refuse a file with a slip of the pen, with the line where reading stopped; the library tells it in its sentence only."""
    found = re.search(r"line (\d+)", str(error)) if isinstance(error, tomllib.TOMLDecodeError) else None
    if found:
        return SettingsError("not_toml_at", file=path.name, line=int(found[1]))
    return SettingsError("not_toml", file=path.name)


class Reader:
    """Reader of one settings file: every method takes a key and gives a checked value."""

    def __init__(self, file: str, raw: dict[str, Any]) -> None:
        self.file = file
        self.raw = raw

    def project(self) -> Project:
        """Read the settings of a whole project."""
        self._known_keys(self.raw, KEYS, "")
        stem = Path(self.file).stem
        if self._text("name") != stem:
            raise self._wrong("name", f'"{stem}"')
        period = self._period()
        target = self._whole("target", lowest=1)
        return Project(
            name=stem,
            title=self._text("title"),
            neighbourhood=self._text("neighbourhood"),
            municipality=self._text("municipality"),
            target=target,
            target_unit=TargetUnit(self._one_of(TargetUnit, "target_unit", TargetUnit.VISITS)),
            budget_cents=self._cents("budget"),
            period=period,
            areas=self._areas(),
            themes=self._names("themes"),
            goals=self._names("goals"),
            partners=self._names("partners"),
            cost_categories=self._names("cost_categories"),
            threshold=self._whole("threshold", lowest=LEAST_BASE, default=5),
            plan=self._plan(period, target),
            milestones=self._milestones(),
            results=self._results(),
            decision=self._decision(),
            income_cents=self._cents("income") if "income" in self.raw else None,
            promised_activities=self._whole("promised_activities", lowest=0) if "promised_activities" in self.raw else None,
            report_template=self._text("report_template", default=""),
            holidays=self._holidays(),
        )

    def own_milestones(self) -> tuple[Milestone, ...]:
        """Read a file that holds nothing else."""
        self._known_keys(self.raw, ("milestones",), "")
        return self._milestones()

    def own_holidays(self) -> tuple[Period, ...]:
        """Read the holidays that the file itself names."""
        return tuple(self._holiday(where) for where in self._tables("holidays", ("name", "first", "last")))

    def _wrong(self, key: str, allowed: str) -> SettingsError:
        return SettingsError("wrong_setting", file=self.file, setting=key, allowed=allowed)

    def _known_keys(self, table: dict[str, Any], known: Iterable[str], where: str) -> None:
        for key in table:
            if key not in known:
                raise SettingsError("unknown_setting", file=self.file, setting=f"{where}{key}", allowed=", ".join(sorted(known)))

    def _text(self, key: str, *, default: str | None = None) -> str:
        value = self.raw.get(key)
        if key not in self.raw and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, '"…"')
        return value.strip()

    def _whole(self, key: str, *, lowest: int, default: int | None = None) -> int:
        value = self.raw.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < lowest:
            raise self._wrong(key, f"{lowest}, {lowest + 1}, {lowest + 2} …")
        return value

    def _one_of(self, allowed: Iterable[str], key: str, default: str = "") -> str:
        value, known = self.raw.get(key, default), list(allowed)
        if value not in known:
            raise self._wrong(key, ", ".join(f'"{name}"' for name in known))
        return str(value)

    def _cents(self, key: str) -> int:
        value = self.raw.get(key)
        allowed = '"0.01", "0.02" … "65750.00" …'
        if not isinstance(value, str | int) or isinstance(value, bool):
            raise self._wrong(key, allowed)
        try:
            cents = Decimal(value) * 100
        except InvalidOperation:
            raise self._wrong(key, allowed) from None
        if not cents.is_finite() or cents != cents.to_integral_value() or cents <= 0:
            raise self._wrong(key, allowed)
        return int(cents)

    def _day(self, key: str) -> date:
        value = self.raw.get(key)
        if type(value) is not date:
            raise self._wrong(key, "2018-01-01, 2018-01-02 …")
        return value

    def _period(self) -> Period:
        period = Period(self._day("start"), self._day("end"))
        if period.end <= period.start:
            raise self._wrong("end", f"> {period.start.isoformat()}")
        return period

    def _names(self, key: str) -> tuple[str, ...]:
        value = self.raw.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(name, str) and name.strip() for name in value):
            raise self._wrong(key, '["…", "…"]')
        return self._different(key, [name.strip() for name in value])

    def _different(self, key: str, names: list[str]) -> tuple[str, ...]:
        if len({name.casefold() for name in names}) != len(names):
            raise SettingsError("repeated_setting", file=self.file, setting=key)
        return tuple(names)

    def _areas(self) -> tuple[Area, ...]:
        areas = tuple(map(self._area, self._tables("areas", ("name", "in_text", "streets", "rest"))))
        if not areas:
            raise self._wrong("areas", "[[areas]]")
        self._different("areas", [area.name for area in areas])
        self._different("areas.streets", [street for area in areas for street in area.streets])
        if sum(area.is_rest for area in areas) > 1:
            raise SettingsError("repeated_setting", file=self.file, setting="areas.rest")
        return areas

    def _area(self, where: str) -> Area:
        is_rest = self.raw.get(f"{where}rest", False)
        if not isinstance(is_rest, bool):
            raise self._wrong(f"{where}rest", "true, false")
        if is_rest == (f"{where}streets" in self.raw):
            raise self._wrong(where.rstrip("."), "streets = […] / rest = true")
        streets = () if is_rest else self._names(f"{where}streets")
        return Area(self._text(f"{where}name"), streets, is_rest, self._text(f"{where}in_text", default=""))

    def _decision(self) -> Decision | None:
        table = self.raw.get("decision")
        if table is None:
            return None
        if not isinstance(table, dict):
            raise self._wrong("decision", "[decision]")
        self._take(table, ("reference", "day", "amount", "due"), "decision.")
        due = self._day("decision.due") if "decision.due" in self.raw else None
        return Decision(self._text("decision.reference"), self._day("decision.day"), self._cents("decision.amount"), due)

    def _tables(self, key: str, known: Iterable[str]) -> list[str]:
        """Name the place of each table in a list of tables; from here on their values can be read under it."""
        tables = self.raw.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self._wrong(key, f"[[{key}]]")
        places = {f"{key}[{number}].": table for number, table in enumerate(tables, start=1)}
        for where, table in places.items():
            self._take(table, known, where)
        return list(places)

    def _take(self, table: dict[str, Any], known: Iterable[str], where: str) -> None:
        self._known_keys(table, known, where)
        self.raw |= {f"{where}{name}": value for name, value in table.items()}

    def _plan(self, period: Period, target: int) -> tuple[PlanPoint, ...]:
        places = self._tables("plan", ("day", "visits"))
        points = tuple(PlanPoint(self._day(f"{where}day"), self._whole(f"{where}visits", lowest=0)) for where in places)
        rising = all(a.day < b.day and a.visits <= b.visits for a, b in itertools.pairwise(points))
        if points and not (rising and all(point.day in period for point in points) and points[-1].visits == target):
            raise SettingsError("plan_not_rising", file=self.file, target=target)
        return points

    def _milestones(self) -> tuple[Milestone, ...]:
        places = self._tables("milestones", ("day", "name"))
        found = (Milestone(self._day(f"{where}day"), self._text(f"{where}name")) for where in places)
        return tuple(sorted(found, key=lambda milestone: milestone.day))

    def _holidays(self) -> tuple[Period, ...]:
        region = self._one_of(sorted(path.stem for path in REGIONS.glob("*.toml")), "school_region", DEFAULT_REGION)
        return self.own_holidays() if "holidays" in self.raw else region_holidays(region)

    def _holiday(self, where: str) -> Period:
        first, last = self._day(f"{where}first"), self._day(f"{where}last")
        if last < first:
            raise self._wrong(f"{where}last", f"≥ {first.isoformat()}")
        return Period(first, last + timedelta(days=1))

    def _results(self) -> tuple[ResultGoal, ...]:
        found = tuple(self._result(where) for where in self._tables("results", ("indicator", "baseline", "target", "ambition")))
        self._different("results.indicator", [goal.indicator.value for goal in found])
        return found

    def _result(self, where: str) -> ResultGoal:
        indicator = ResultIndicator(self._one_of(ResultIndicator, f"{where}indicator"))
        target = self._amount(f"{where}target", indicator)
        known = {key: self._amount(f"{where}{key}", indicator) for key in ("baseline", "ambition") if f"{where}{key}" in self.raw}
        if known.get("ambition", target) < target:
            raise self._wrong(f"{where}ambition", f"≥ {target:g}")
        return ResultGoal(indicator, target, **known)

    def _amount(self, key: str, indicator: ResultIndicator) -> float:
        """Read a value in the indicator's unit: a mark, a share, or a whole number."""
        value = self.raw.get(key)
        lowest, highest, allowed = 0.0, math.inf, "0, 1, 2 …"
        if indicator.is_score:
            lowest, highest, allowed = 1.0, 10.0, "1.0 – 10.0"
        elif indicator.is_share:
            highest, allowed = 1.0, "0.00 – 1.00"
        if not isinstance(value, int | float) or isinstance(value, bool) or not lowest <= value <= highest or math.isinf(value):
            raise self._wrong(key, allowed)
        if math.isinf(highest) and value != int(value):
            raise self._wrong(key, allowed)
        return float(value)
