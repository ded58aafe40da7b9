"""The shape of the code: arrows point down, files and functions stay small."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "leadfunnel"
GENERATED = ("table.py", "fold_table.py", "pinyin_table.py", "catalogue.py")
LAYERS = (
    ("cli",), ("demo",), ("workspace",), ("verbs",), ("deal_verbs",), ("method_verbs",),
    ("views",), ("services",), ("store", "adapters"),
    ("config", "i18n", "options", "surroundings"), ("domain",), ("errors",),
)  # fmt: skip
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in GENERATED)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def layer(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = layer("leadfunnel." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts))
    if own not in RANK:
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            target = layer(name) if name.startswith("leadfunnel.") else ""
            if target in RANK and target != own:
                assert RANK[target] > RANK[own], f"{own} imports {name}"


def test_files_and_functions_stay_within_their_budget() -> None:
    lengths = []
    for path in FILES:
        source = path.read_text(encoding="utf-8")
        assert source.count("\n") <= 300, f"{path.name} is too long"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                size = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                lengths.append(size)
                assert size <= 60, f"{path.name}: {node.name} is too long"
    assert statistics.median(lengths) <= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_clock_is_read_in_one_place(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for call in ("datetime.now(", "date.today(", "time.time("):
        assert call not in source or path.name in ("workspace.py", "cold.py")


@pytest.mark.parametrize("name", ["utils", "helpers", "models", "base", "constants"])
def test_no_module_without_a_meaning(name: str) -> None:
    assert not list(PACKAGE.rglob(f"{name}.py"))


def test_no_stage_is_named_in_code() -> None:
    from leadfunnel.domain.pipeline_schema import shipped

    codes = {
        stage.code for pipeline in shipped() for stage in pipeline.stages if len(stage.code) > 1
    }
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert node.value not in codes - {"NEED"}, f"{path.name} names {node.value}"
