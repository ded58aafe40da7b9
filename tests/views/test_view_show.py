"""Which painter is chosen, and that the cheap ways stay cheap."""

from __future__ import annotations

import re
import subprocess
import sys
from io import StringIO

import pytest
from tests.views import results as r
from tests.views import samples

from leadfunnel.views.show import show
from leadfunnel.views.spark import LEVELS

ESCAPES = re.compile("\x1b\\[[0-9;]*m")
LIGHT = """
import sys
from tests.views import samples
before = set(sys.modules)
from io import StringIO
from leadfunnel.views.show import show
for name in {names!r}:
    out = StringIO()
    show(samples.RESULTS[name], samples.setting(), out, json=False, terminal=False)
    assert out.getvalue()
print(*sorted(set(sys.modules) - before))
"""


def shown(
    result: object,
    width: int | None = None,
    ambiguous: str = "narrow",
    *,
    json: bool = False,
    terminal: bool = False,
) -> str:
    out = StringIO()
    show(result, samples.setting(width, ambiguous), out, json=json, terminal=terminal)
    return out.getvalue()


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("NO_COLOR", "COLORTERM", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("name", samples.RESULTS)
@pytest.mark.parametrize("width", [60, 100])
def test_colour_changes_no_character_but_rules_and_bars(name: str, width: int) -> None:
    plain = shown(samples.RESULTS[name], width=width)
    coloured = shown(samples.RESULTS[name], width=width, terminal=True)
    bare = ESCAPES.sub("", coloured)
    assert "\x1b" not in bare
    drawn = str.maketrans("─▁▂▃▄▅▆▇█●○·│░▒▓", f"-{LEVELS}*o.|.:=")
    assert bare.translate(drawn) == plain


def test_wide_terminals_get_ascii_rules_and_bars() -> None:
    narrow = shown(samples.FUNNEL, width=100, terminal=True)
    assert "─" in narrow
    assert "█" in narrow
    wide = shown(samples.FUNNEL, width=100, ambiguous="wide", terminal=True)
    assert "─" not in wide
    assert "█" not in wide
    assert "####" in wide


@pytest.mark.parametrize("name", ["trend", "trend of a step", "cohort table"])
def test_wide_terminals_get_rates_drawn_in_ascii(name: str) -> None:
    narrow = ESCAPES.sub("", shown(samples.RESULTS[name], width=60, terminal=True))
    assert re.search("[●░]", narrow)
    wide = shown(samples.RESULTS[name], width=60, ambiguous="wide", terminal=True)
    assert not re.search("[●○·│─░▒▓█]", wide)


def test_markup_is_text() -> None:
    assert "[red]markup[/red]" in shown(samples.AWKWARD_CARD, width=100, terminal=True)


def test_no_color_is_respected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in shown(samples.FUNNEL, width=100, terminal=True)
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in shown(samples.FUNNEL, width=100, terminal=True)


def test_json_wins_over_the_terminal() -> None:
    text = shown(samples.LISTING, json=True, terminal=True)
    assert text.startswith('{"schema": "leadfunnel.list/1"')
    assert text.count("\n") == 1


def test_no_control_character_leaves_by_any_way() -> None:
    for name, result in samples.RESULTS.items():
        for json, terminal in ((True, False), (False, False), (False, True)):
            text = ESCAPES.sub("", shown(result, 60, json=json, terminal=terminal))
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text), name


def test_an_unknown_result_is_a_fault() -> None:
    with pytest.raises(KeyError):
        shown(r.Promise(samples.CALL, samples.ZHANG, 0))


def test_off_a_terminal_nothing_heavy_is_loaded() -> None:
    code = LIGHT.format(names=("changed", "listing", "card", "agenda"))
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    loaded = done.stdout.split()
    assert "leadfunnel.views.screens.card" in loaded
    heavy = ("rich", "json", "leadfunnel.views.screens.funnel", "leadfunnel.views.documents")
    assert not [name for name in loaded if name.startswith(heavy)]
