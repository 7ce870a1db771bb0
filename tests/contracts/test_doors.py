"""Other domains import a domain's door and nothing else; the core is pure; nothing imports in circles."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import grimp

STAGES = ("foundation", "record", "understand", "decide", "engage")
ROOT = Path(__file__).resolve().parents[2]
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
CLOCKS |= {("time", "time"), ("time", "monotonic"), ("random", "random"), ("random", "default_rng")}


@lru_cache
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("regard")


def domain_of(module: str) -> str | None:
    """Return "regard.record.customers" for whatever lies inside it; None outside the stages."""
    parts = module.split(".")
    return ".".join(parts[:3]) if len(parts) > 2 and parts[1] in STAGES else None


def edges() -> Iterator[tuple[str, str]]:
    graph = imports()
    for importer in sorted(graph.modules):
        if ".tests" in importer:
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            yield importer, imported


def test_domain__imported_by_another__is_entered_by_its_door() -> None:
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in edges()
        if (domain := domain_of(imported)) is not None
        and domain_of(importer) != domain
        and not importer.startswith("regard.project")
        and imported != f"{domain}.api"
    ]
    assert wrong == []


def test_domains__import_each_other__in_one_direction_only() -> None:
    pairs = {(domain_of(a), domain_of(b)) for a, b in edges() if domain_of(a) and domain_of(b)}
    assert [(a, b) for a, b in pairs if a != b and (b, a) in pairs] == []


def test_models__are_imported_inside_their_domain_only() -> None:
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in edges()
        if imported.endswith(".models") and domain_of(importer) != domain_of(imported)
    ]
    assert wrong == []


def test_core__asks_no_clock_and_throws_no_dice() -> None:
    wrong = []
    for path in sorted((ROOT / "regard" / "analytics").rglob("*.py")):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        named = {(name_of(call.value), call.attr) for call in calls if isinstance(call, ast.Attribute)}
        if "tests" not in path.parts and named & CLOCKS:
            wrong.append(f"{path.relative_to(ROOT)}: {named & CLOCKS}")
    assert wrong == []


def name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_doors__take_keywords_only() -> None:
    wrong = []
    for door in sorted((ROOT / "regard").glob("*/*/api.py")):
        for function in functions_of(door):
            if function.args.args or function.args.posonlyargs:
                wrong.append(f"{door.relative_to(ROOT)}: {function.name}")
    assert wrong == []


def functions_of(door: Path) -> Iterator[ast.FunctionDef]:
    """Give the functions a door offers, whether written in it or brought to it."""
    tree = ast.parse(door.read_text())
    yield from (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"))
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("regard."):
            continue
        source = ROOT / Path(*(node.module or "").split("."))
        path = source.with_suffix(".py") if source.with_suffix(".py").exists() else source / "__init__.py"
        offered = {alias.name for alias in node.names}
        written = ast.parse(path.read_text()).body
        yield from (made for made in written if isinstance(made, ast.FunctionDef) and made.name in offered)
