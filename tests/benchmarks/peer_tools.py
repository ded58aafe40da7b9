"""The other tools that `peers` times: where they come from, how they are filled, what is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

NEW, OLD, WEB = "张{n}", "Zhang{n}", "https://example.com/{n}"
Fill = Callable[[Path, int], Sequence[tuple[str, ...]]]
"""Write so many records into a folder that is HOME; return the commands still to run there."""


@dataclass(frozen=True)
class Ask:
    """A command of a peer, and the one of ours that is nearest to it."""

    ours: str
    words: tuple[str, ...]
    stdin: str = ""


@dataclass(frozen=True)
class Peer:
    """A tool: its requirement on PyPI, without `==` a program of the system; its start script."""

    requirement: str
    script: str
    differs: str
    fill: Fill
    asks: tuple[Ask, ...]
    sizes: tuple[int, ...] = (100,)

    @property
    def name(self) -> str:
        """What it is called."""
        return self.requirement.partition("==")[0]


UNKNOWN = {
    "leadpipe": "PyPI and npm have none",
    "crm.cli": "npm has none, and PyPI's crm-cli is another program",
}
"""Peers named by the goal that no registry has."""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _lines(count: int, line: str, between: str = "\n") -> str:
    return between.join(line.replace("{n}", str(n)) for n in range(count))


def _taskwarrior(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / ".taskrc", f"data.location={home}/tasks\nconfirmation=off\nnews.version=2.6.0\n")
    (home / "tasks").mkdir()
    row = '{"description":"call Zhang{n}","due":"20261123T000000Z","entry":"20261101T000000Z"}'
    _write(home / "tasks.json", f"[{_lines(count, row, ',')}]")
    return [("import", "tasks.json"), ("next",)]


def _todoman(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / ".config/todoman/config.py", f"path='{home}/lists/*'\ndefault_list='crm'\n")
    head, tail = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n", "END:VCALENDAR\n"
    fields = "UID:{n}\nDTSTAMP:20261101T000000Z\nDUE;VALUE=DATE:20261123\nSUMMARY:call Zhang{n}\n"
    for n in range(count):
        todo = f"BEGIN:VTODO\n{fields.replace('{n}', str(n))}END:VTODO\n"
        _write(home / f"lists/crm/{n}.ics", head + todo + tail)
    return [("list",)]


def _khard(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / ".config/khard/khard.conf", f"[addressbooks]\n[[people]]\npath = {home}/book\n")
    fields = "VERSION:3.0\nUID:{n}\nFN:Zhang{n}\nN:Zhang{n};;;;\nTEL:13800{n}\n"
    for n in range(count):
        card = fields.replace("{n}", str(n))
        _write(home / f"book/{n}.vcf", f"BEGIN:VCARD\n{card}END:VCARD\n")
    return []


def _jrnl(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    journal = home / "journal.txt"
    _write(journal, _lines(count, "[2026-11-01 09:00:00 AM] Zhang{n} wants a quote\n"))
    settings = (
        "colors: {body: none, date: none, tags: none, title: none}\ndefault_hour: 9\n"
        "default_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\nindent_character: '|'\n"
        f"journals:\n  default:\n    journal: {journal}\nlinewrap: 79\ntagsymbols: '#@'\n"
        "template: false\ntimeformat: '%F %r'\nversion: '4.6'\n"
    )
    _write(home / ".config/jrnl/jrnl.yaml", settings)
    return []


def _buku(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / "links.md", _lines(count, f"- [{OLD}]({WEB}) <!-- TAGS: crm -->") + "\n")
    return [("--nostdin", "--offline", "--tacit", "--import", "links.md")]


def _sqlite_utils(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / "people.csv", "name,phone\n" + _lines(count, f"{OLD},13800{{n}}"))
    return [
        ("insert", "crm.db", "people", "people.csv", "--csv"),
        ("enable-fts", "crm.db", "people", "name", "phone", "--create-triggers"),
    ]


def _jsoncrm(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    rows = [{"name": f"Zhang{n}", "linkedin_url": f"https://example.com/{n}"} for n in range(count)]
    for stage, there in (("leads", rows), ("prospects", []), ("customers", [])):
        _write(home / f"{stage}.json", json.dumps(there, indent=2))
    return []


def _openleads(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / "people.csv", "name,email\n" + _lines(count, f"{OLD},z{{n}}@example.com"))
    return [("import", "people.csv")]


def _hermit(home: Path, count: int) -> Sequence[tuple[str, ...]]:
    _write(home / "people.csv", "company,name\n" + _lines(count, f"Acme {{n}},{OLD}"))
    _write(home / ".gitconfig", "[user]\nname = a\nemail = a@example.com\n")
    return [
        ("init", "--no-setup", "data"),
        ("--data", "data", "import", "people.csv", "--apply"),
    ]


LEAD = f'{{"name": "{NEW}", "linkedin_url": "https://example.com/new{{n}}"}}'
PEERS = (
    Peer(
        "taskwarrior",
        "task",
        "C++; tasks alone: no people, no history",
        _taskwarrior,
        (
            Ask("add", ("add", f"call {NEW}", "due:2026-11-25")),
            Ask("today", ("next",)),
            Ask("find", ("/Zhang77/", "list")),
        ),
        (100, 10_000, 100_000),
    ),
    Peer(
        "todoman==4.7.0",
        "todo",
        "tasks, a file each, and a cache in SQLite; no people",
        _todoman,
        (
            Ask("add", ("new", f"call {NEW}", "--due", "2026-11-25")),
            Ask("today", ("list",)),
            Ask("find", ("list", "--grep", "Zhang77")),
        ),
    ),
    Peer(
        "sqlite-utils==4.2.1",
        "sqlite-utils",
        "any rows in SQLite: nothing checked, no look for duplicates, no undo",
        _sqlite_utils,
        (
            Ask("add", ("insert", "crm.db", "people", "-"), f'{{"name": "{NEW}"}}'),
            Ask("list", ("rows", "crm.db", "people", "--limit", "50")),
            Ask("find", ("search", "crm.db", "people", "Zhang77")),
        ),
    ),
    Peer(
        "buku==5.1",
        "buku",
        "bookmarks in SQLite, pages not fetched; no people, no days",
        _buku,
        (
            Ask("add", ("--nostdin", "--offline", "-a", f"{WEB}/new", "--title", NEW)),
            Ask("list", ("--nostdin", "--np", "-p", "-50")),
            Ask("find", ("--nostdin", "--np", "-s", "Zhang77")),
        ),
    ),
    Peer(
        "jrnl==4.6",
        "jrnl",
        "a diary in one text file: no people, nothing due",
        _jrnl,
        (
            Ask("log", (f"{NEW} wants a quote",)),
            Ask("list", ("-n", "50", "--short")),
            Ask("find", ("-contains", "Zhang77")),
        ),
    ),
    Peer(
        "khard==0.22.0",
        "khard",
        "people, a vCard file each: no history, nothing due",
        _khard,
        (
            Ask("add", ("new",), f"Formatted name : {NEW}\nLast name : {NEW}\n"),
            Ask("list", ("list",)),
            Ask("find", ("list", "Zhang77")),
        ),
    ),
    Peer(
        "jsoncrm==1.0.1",
        "jsoncrm",
        "one JSON list written whole, no lock, no sync to disk; no history, nothing due, no undo",
        _jsoncrm,
        (
            Ask("add", ("add", "--database_file", "leads.json", "--item_json", LEAD)),
            Ask("list", ("list", "leads", "-n", "50")),
            Ask("find", ("search", "Zhang77")),
        ),
        (100, 10_000, 100_000),
    ),
    Peer(
        "openleads==5.0.0",
        "openleads",
        "people and tasks in SQLite (synchronous=NORMAL); adds a person only as a file of one row",
        _openleads,
        (
            Ask("add", ("import", "-"), f"name,email\n{NEW},new{{n}}@example.com\n"),
            Ask("list", ("people", "--limit", "50")),
            Ask("find", ("people", "search", "Zhang77")),
        ),
        (100, 10_000),
    ),
    Peer(
        "hermitcrm==1.0.0",
        "hermitcrm",
        "Markdown files, a git commit for every change; companies before people",
        _hermit,
        (
            Ask("add", ("--data", "data", "add", "company", NEW)),
            Ask("today", ("--data", "data", "followups")),
            Ask("show", ("--data", "data", "show", "acme-77")),
        ),
    ),
)
