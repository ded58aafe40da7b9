"""The daily verbs in one letter or one Chinese word, spelled out before anything else is read."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.cli.table import ROOT

SHORT: dict[tuple[str, ...], tuple[str, ...]] = {
    ("add",): ("a", "加"),
    ("log",): ("l", "记", "記"),
    ("missed",): ("x", "未接"),
    ("next",): ("n", "约", "約"),
    ("done",): ("d", "完成"),
    ("snooze",): ("z", "推迟", "推遲", "延後"),
    ("promote",): ("p", "推进", "推進"),
    ("buy",): ("b", "卖", "賣"),
    ("find",): ("f", "找"),
    ("show",): ("s", "看"),
    ("today",): ("t", "今天"),
    ("funnel", "--week"): ("w", "本周", "本週"),
    ("sort",): ("归类", "歸類"),
    ("greet",): ("问候", "問候"),
    ("undo",): ("u", "撤", "復原"),
}
"""What is typed in full, and the short words for it."""

_FULL = {word: full for full, words in SHORT.items() for word in words}


def spelled_out(words: Sequence[str]) -> list[str]:
    """Return the words with a short verb, which comes first but for common options, in full."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        name, attached, _ = words[place].partition("=")
        _, kind, _ = ROOT.get(name, ("", "flag", None))
        place += 1 if attached or kind == "flag" else 2
    full = _FULL.get(words[place]) if place < len(words) else None
    return [*words[:place], *full, *words[place + 1 :]] if full else list(words)
