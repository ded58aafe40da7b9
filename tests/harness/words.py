"""Words as sellers, clipboards and vandals put them together."""

from __future__ import annotations

from random import Random

from leadfunnel.cli.registry import COMMANDS

SIGNS = (
    *("王", "姐", "a", "Z", "é", "é", "ß", "ı", "İ", "ǆ", "😀", "👩‍👧", "🇨🇳", "𠮷", "ﷺ", "שלום", "مرحبا"),
    *("\x00", "\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x7f", "\r", "\n", "\t", "\u2028", "\u202e", "\u2066"),
    *("\u200b", "\ufeff", "\u00ad", "\u3164", "\U000e0041", "\ufffe", "\ud800", "\udfff"),
    *("=1+1", "@SUM(A1)", "+1", "-1", "'", '"', "`", "$(id)", "%s", "{0}", "{name}", "\\", "/", "../"),
    *("[red]", "[/]", "<b>", "</script>", "&amp;", "&#0;", "javascript:", "--", "-", "#", "@", "+", ":"),
    *("13800138000", "138 0013 8001", "+86", "1e999", "NaN", "-0", "9" * 25, "0x1", "1.5", "١٢٣", "１３８"),
    *("VIP", "region:浦东", "地区:", "来源:抖音", "明天", "下周三下午3点", "8千", "1.2万", "农历八月十五", " ", "\u3000"),
)  # fmt: skip
FIELDS = ("stage", "name", "tag", "region", "created", "last_contact", "next", "id", "phone", "note",
          "budget", "spent", "purchases", "layer", "level", "grade", "birthday", "overdue", "owner",
          "阶段", "来源", "nosuch", "segment", "plan", "score.x", "")  # fmt: skip
SIGNED = ("=", "!=", "<", ">", "<=", ">=", "~", "!~", "＝", " in ", "==", "")
VALUES = ("C", "14d", "浦东", "2026-11-01", "9999-12-31", "100", "'x'", '"a b"', "(C,D)", "8千", "never",
          "yes", "-5d", "1e9", "%", "*", "")  # fmt: skip
DAYS = ("明天", "后天", "下周三", "next wed", "in 2 weeks", "+3d", "月底", "国庆后", "三天后", "eow", "每周五",
        "农历八月十五", "2026-12-01", "2026-02-30", "12/13", "上个月", "大后天", "春节前", "除夕", "初八", "last day of may",
        "tomorrow", "the 3rd", "下个月5号", "半年后", "9999-12-31", "0000-00-00")  # fmt: skip
TIMES = ("3pm", "下午3点", "15:30", "上午十点半", "noon", "晚上8点一刻", "25:00", "24:00", "3点多", "零点", "凌晨", "midnight",
         "12am", "0点", "")  # fmt: skip
OPTIONS = ("--json", "--lang", "zh-CN", "--limit", "--to", "--where", "--at", "--yes", "--dry-run", "-h",
           "--reason", "--as-of", "--by", "--week", "--name", "--set", "--last", "--owner", "-o", "--")  # fmt: skip
ALONE = {"call", "sort", "greet", "review", "demo", "setup", "digest", "move"}
"""Commands that talk, or go elsewhere."""


def text(dice: Random) -> str:
    """Return some signs, some of them odd."""
    count = dice.choice((0, 1, 2, 3, 5, 8, 40, 300))
    return "".join(dice.choice(SIGNS) for _ in range(count))


def line(dice: Random) -> str:
    """Return something like what is typed behind `add`."""
    parts = [dice.choice(SIGNS) for _ in range(dice.randrange(1, 7))]
    parts.insert(dice.randrange(len(parts) + 1), dice.choice(DAYS) + dice.choice(TIMES))
    return " ".join(parts)


def search(dice: Random) -> str:
    """Return something to look for."""
    known = ("王姐", "zhang", "6666", "bob@example.com", "抖音", "zw", "1390000", "#1", "东风")
    found = dice.choice(known) if dice.random() < 0.5 else text(dice)
    return dice.choice((found, found + dice.choice(SIGNS), dice.choice(SIGNS) + " " + found))


SOUND = ("stage=C", "created<100d", "region=浦东", "name~王", "not overdue", "budget>=5000", "tag=VIP",
         "last_contact<14d", "(stage=B or stage=C)", "source=抖音", "next=2026-11-22", "id=1")  # fmt: skip


def condition(dice: Random) -> str:
    """Return something like a filter; half of them hold together."""
    if dice.random() < 0.5:
        parts = [dice.choice(SOUND) for _ in range(dice.choice((1, 2, 3)))]
        return dice.choice((" and ", " or ", " AND not ")).join(parts)
    parts = []
    for _ in range(dice.choice((1, 1, 2, 3, 6))):
        parts += [dice.choice(("", "not ", "(", "")), dice.choice(FIELDS), dice.choice(SIGNED),
                  dice.choice(VALUES), dice.choice((" and ", " or ", ")", " ", ""))]  # fmt: skip
    if dice.random() < 0.3:
        parts.insert(dice.randrange(len(parts)), dice.choice(SIGNS))
    return "".join(parts)


def moment(dice: Random) -> str:
    """Return something like a day and a time."""
    parts = [dice.choice(DAYS), dice.choice(TIMES)]
    if dice.random() < 0.4:
        parts.insert(dice.randrange(3), dice.choice((*SIGNS, *DAYS, *TIMES)))
    return dice.choice(("", " ")).join(parts)


def command(dice: Random) -> list[str]:
    """Return a command with words and options behind it that may mean nothing."""
    found = dice.choice(COMMANDS)
    while found.path[0] in ALONE:
        found = dice.choice(COMMANDS)
    more = [dice.choice((*OPTIONS, "1", "2", "f1", "i1", "d1", text(dice), moment(dice), "王姐", "张伟"))
            for _ in range(dice.randrange(5))]  # fmt: skip
    return [*found.path, *more]
