"""The READMEs: true tables, real commands, both languages alike, links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leadfunnel import __version__
from leadfunnel.cli.registry import COMMANDS
from tests.walkthroughs import DOCUMENTS, READMES, ROOT, commands, read

NAMES = {" ".join(command.path) for command in COMMANDS}
GROUPS = {command.path[0] for command in COMMANDS if len(command.path) > 1}
SETUP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/leadfunnel demo",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest",
)
WRITTEN = (*DOCUMENTS, ROOT / "CHANGELOG.md")


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def command_of(words: list[str]) -> str:
    """Return the command that a line types, `leadfunnel` left out."""
    two = " ".join(words[:2])
    return two if words[0] in GROUPS and (two in NAMES or words[0] not in NAMES) else words[0]


@pytest.mark.parametrize("language", READMES)
def test_the_table_holds_every_command_with_its_help(language: str) -> None:
    table = re.search(r"<!-- commands -->\n(.*?)<!-- /commands -->", text(READMES[language]), re.S)
    assert table is not None
    rows = re.findall(r"^\| `(.+)` \| (.+) \|$", table[1], re.M)
    assert dict(rows) == commands(language), "python -m tests.walkthroughs --update"
    assert len(rows) == len(NAMES)


def test_the_chinese_table_is_chinese() -> None:
    for name, told in commands("zh-CN").items():
        assert re.search(r"[\u4e00-\u9fff]", told), name


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    typed = re.findall(r"leadfunnel((?: [a-z][a-z-]+)+)", text(path))
    typed += [word for code in re.findall(r"`([^`\n]+)`", text(path)) for word in _alone(code)]
    assert {command_of(words.split()) for words in typed} <= NAMES | {"command"}


def _alone(code: str) -> list[str]:
    """Return the code when it is a command by itself, as in a sentence about `today`."""
    return [code] if code in NAMES else []


def shape(path: Path) -> list[str]:
    """Return what must be alike in two languages: headings, marks, tables, commands."""
    found = []
    for part in read(path).parts:
        line = part if isinstance(part, str) else "$ " + part.command.split()[1]
        line = line.replace(".zh-CN.", ".").replace(".en.", ".")
        head = re.match(r"#+ |```|!\[|\| |<!--|\$ ", line)
        if head:
            found.append(line if line.startswith(("```", "$ ")) else head[0])
    return found


@pytest.mark.parametrize(
    "path", [path for path in DOCUMENTS if path.name.endswith(".zh-CN.md")], ids=lambda p: p.name
)
def test_both_languages_say_the_same(path: Path) -> None:
    english = path.with_name(path.name.replace(".zh-CN", ""))
    assert shape(path) == shape(english)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text(path)):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("language", READMES)
def test_setting_up_takes_the_two_commands(language: str) -> None:
    blocks = re.findall(r"```sh\n(.*?)\n```", text(READMES[language]), re.S)
    assert tuple(blocks[:2]) == SETUP


def test_the_changelog_tells_of_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", text(ROOT / "CHANGELOG.md"), re.M)
