"""Which file is which table of a mapping."""

from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.language import Mapping, MappingUnreadable
from regard.record.imports.mapping.plan import driving_tables


@dataclass(frozen=True)
class Binding:
    """The files of each table, and the tables whose rows make interactions in this import."""

    paths: dict[str, list[Path]]
    driving: list[str]


def bind_files(*, mapping: Mapping, file: str, given: list[Path]) -> Binding:
    """Match files and folders given by a person to the tables of a mapping.

    A file is the table whose `file` (a name, or a pattern such as orders-*.csv) it fits; where only one table
    makes interactions, any file is that table. Tables that are only looked up are found beside the files given.
    """
    candidates = driving_tables(mapping=mapping, file=file)
    paths: dict[str, list[Path]] = {}
    for path in given:
        for name, found in _tables_of(mapping, file, candidates, path).items():
            paths.setdefault(name, []).extend(found)
    driving = [name for name in candidates if name in paths]
    if not driving and paths:
        named = " or ".join(f"`{name}`" for name in candidates)
        raise FileUnreadable(f"{given[0]} is only looked up by others in {file}. Import the file of {named}.")
    for name in _looked_up(mapping, driving):
        if name not in paths:
            paths[name] = _beside(mapping, file, name, given)
    return Binding(paths, driving)


def _tables_of(mapping: Mapping, file: str, candidates: list[str], path: Path) -> dict[str, list[Path]]:
    if path.is_dir():
        return _tables_in(mapping, file, candidates, path)
    names = [name for name, table in mapping.tables.items() if table.file and fnmatch(path.name, table.file)]
    if names:
        return {name: [path] for name in names}
    if len(candidates) == 1:
        return {candidates[0]: [path]}
    wanted = ", ".join(f"{mapping.tables[name].file or name}" for name in candidates)
    raise FileUnreadable(f"{path} fits no table of {file}, which makes interactions of {wanted}.")


def _tables_in(mapping: Mapping, file: str, candidates: list[str], folder: Path) -> dict[str, list[Path]]:
    found = {name: _matching(folder, table.file) for name, table in mapping.tables.items() if table.file}
    missing = [mapping.tables[name].file or name for name in candidates if not found.get(name)]
    if missing:
        raise FileUnreadable(f"{folder} has no {' and no '.join(missing)}, which {file} needs.")
    return {name: paths for name, paths in found.items() if paths}


def _matching(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file() and fnmatch(path.name, pattern))


def _looked_up(mapping: Mapping, driving: list[str]) -> list[str]:
    reached: list[str] = []
    waiting = list(driving)
    while waiting:
        for name in mapping.tables[waiting.pop()].lookup:
            if name not in reached:
                reached.append(name)
                waiting.append(name)
    return reached


def _beside(mapping: Mapping, file: str, name: str, given: list[Path]) -> list[Path]:
    pattern = mapping.tables[name].file
    if pattern is None:
        raise MappingUnreadable(f"{file}: tables.{name} needs `file`, because other tables look it up.")
    folders = list(dict.fromkeys(path if path.is_dir() else path.parent for path in given))
    found = [path for folder in folders for path in _matching(folder, pattern)]
    if not found:
        raise FileUnreadable(f"{folders[0]} has no {pattern}, which {file} looks up.")
    return found
