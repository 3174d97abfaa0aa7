"""Settings of a project, read from a small TOML file; what in it cannot be is told by file and key."""

from __future__ import annotations

from pathlib import Path

from adv.errors import SettingsError
from adv.model import Milestone, Project
from adv.paths import own_projects
from adv.settings.reader import Reader, read_toml

SHIPPED = Path(__file__).parents[1] / "projects"
DEFAULT_PROJECT = "de-waart"


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
