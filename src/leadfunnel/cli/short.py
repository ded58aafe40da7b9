"""The daily verbs in one letter or one Chinese word, spelled out before anything else is read."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.cli.table import ROOT, TABLE

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
    ("week",): ("w", "本周", "本週"),
    ("funnel", "--week", "--open"): ("open", "打开", "打開"),
    ("sort",): ("归类", "歸類"),
    ("greet",): ("问候", "問候"),
    ("undo",): ("u", "撤", "復原"),
}
"""What is typed in full, and the short words for it."""

BY = ("by", "按")
_FULL = {word: full for full, words in SHORT.items() for word in words}


def spelled_out(words: Sequence[str]) -> list[str]:
    """Return the words with a short verb, which comes first but for common options, in full."""
    place = 0
    while place < len(words) and words[place].startswith("-"):
        name, attached, _ = words[place].partition("=")
        _, kind, _ = ROOT.get(name, ("", "flag", None))
        place += 1 if attached or kind == "flag" else 2
    full = _FULL.get(words[place]) if place < len(words) else None
    found = [*words[:place], *full, *words[place + 1 :]] if full else list(words)
    return funnel_words(found, place) if found[place : place + 1] == ["funnel"] else found


def funnel_words(words: list[str], place: int) -> list[str]:
    """Return the words of `funnel` with `by owner` as an option, and --compare with its value."""
    options = TABLE[("funnel",)]["options"]
    valued = {name for name, (_, kind, _) in options.items() if kind != "flag"}
    found = list(words[: place + 1])
    for word in words[place + 1 :]:
        found.append("--by" if word in BY and found[-1] not in valued else word)
    return [_compared(found, at) for at in range(len(found))]


def _compared(words: Sequence[str], at: int) -> str:
    """Return --compare with the period before where it stands without a value."""
    following = words[at + 1] if at + 1 < len(words) else "--"
    bare = words[at] == "--compare" and following.startswith("-")
    return "--compare=previous" if bare else words[at]
