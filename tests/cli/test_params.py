"""The parameters that commands declare."""

from __future__ import annotations

import ast
from collections import Counter
from importlib import import_module
from pathlib import Path

from leadfunnel.cli import params

MODULES = ("params", *params.ELSEWHERE)


def _defined(module: str) -> list[str]:
    found = import_module(f"leadfunnel.cli.{module}")
    assert found.__file__
    tree = ast.parse(Path(found.__file__).read_text(encoding="utf-8"))
    targets = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
    return [
        one.id
        for one in targets
        if isinstance(one, ast.Name) and one.id[0].isupper() and not one.id.isupper()
    ]


def test_no_two_modules_define_the_same_parameter() -> None:
    names = Counter(name for module in MODULES for name in _defined(module))
    assert len(names) > 100
    assert [name for name, times in names.items() if times > 1] == []


def test_every_module_with_parameters_is_looked_in() -> None:
    source = Path(params.__file__).read_text(encoding="utf-8")
    told = {line.split()[1] for line in source.splitlines() if line.endswith("# noqa: F403")}
    assert told == {f"leadfunnel.cli.{module}" for module in params.ELSEWHERE}
