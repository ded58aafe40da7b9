"""Readings of Chinese characters without tones, surnames read as surnames."""

from __future__ import annotations

from functools import cache

# Characters that are read otherwise when they are surnames (best reading first).
_SURNAMES = (
    "单 shan|仇 qiu|曾 zeng|解 xie|查 zha|区 ou|翟 zhai|朴 piao|盖 ge gai|覃 qin tan|缪 miao mou|"
    "乐 yue le|员 yun|贠 yun|种 chong|秘 bi|洗 xian|折 she|黑 he|召 shao|谌 chen shen|郇 xun huan|"
    "宓 mi fu|隗 wei kui|句 gou|薄 bo|卜 bu|祭 zhai|佴 nai|炅 gui|么 yao|藏 zang|粘 nian|都 du|"
    "繁 po|镡 tan xin|长 chang|蔚 yu wei|阚 kan|乜 nie|郄 qie xi|牟 mou mu|莘 shen xin|尉 wei yu"
)
# Surnames of two characters that are read otherwise than one by one.
_COMPOUNDS = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "单于": ("chan", "yu"),
    "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"),
}


def readings(char: str) -> tuple[str, ...]:
    """How one folded Chinese character is typed, commonest first; empty for any other character.

    ü is given both as `v` and as `u`.
    """
    return _readings(char) if char >= "\u3400" else ()


def name_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """For each character of a folded name its readings, that of the surname first."""
    found = [readings(char) for char in name]
    start = next((at for at, known in enumerate(found) if known), 0)
    single = _surnames().get(name[start : start + 1], ())[:1]
    for at, reading in enumerate(_COMPOUNDS.get(name[start : start + 2], single), start):
        found[at] = tuple(dict.fromkeys((reading, *found[at])))
    return tuple(found)


def spellings(text: str, most: int) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a folded text into beginnings of syllables, at most `most`, best first.

    Fewest pieces are best, then fewest that begin with a vowel. Spaces separate pieces; what is no
    Latin letter is a piece of its own. `zsanf` is `z san f`, `z sa n f` and so on. Empty if it
    cannot be pinyin.
    """
    ways: list[list[tuple[str, ...]]] = [[()]]  # of what follows; nearest last
    for at in range(len(text) - 1, -1, -1):
        found = [(piece, *rest) for piece in _pieces(text, at) for rest in ways[-len(piece)]]
        ways.append(ways[-1] if text[at] == " " else sorted(found, key=_awkwardness)[:most])
    return tuple(ways[-1])


def _awkwardness(pieces: tuple[str, ...]) -> tuple[int, int]:
    return len(pieces), sum(piece[0] in "aeo" for piece in pieces)


def _pieces(text: str, at: int) -> list[str]:
    """What may be cut off at a position, longest first."""
    if not "a" <= text[at] <= "z":
        return [text[at]]
    longest = min(len(text) - at, 6)
    pieces = (text[at : at + length] for length in range(longest, 0, -1))
    return [piece for piece in pieces if piece in _beginnings()]


@cache
def _beginnings() -> frozenset[str]:
    from leadfunnel.domain.pinyin_table import SYLLABLES

    return frozenset(word[:end] for word in SYLLABLES.split() for end in range(1, len(word) + 1))


@cache
def _readings(char: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_listed(char), *_surnames().get(char, ()))))


def _listed(char: str) -> tuple[str, ...]:
    from leadfunnel.domain.pinyin_table import BASE, FIRST, INDEX

    at = ord(char) - FIRST
    if at < len(INDEX):
        return tuple(_sounds()[ord(INDEX[at]) - BASE].split())
    return _rare().get(char, ())


@cache
def _sounds() -> list[str]:
    from leadfunnel.domain.pinyin_table import SOUNDS

    return SOUNDS.split("|")


@cache
def _rare() -> dict[str, tuple[str, ...]]:
    from leadfunnel.domain.pinyin_table import RARE

    return {entry[0]: (entry[1:],) for entry in RARE.split("|") if entry}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    return {entry[0]: tuple(entry[1:].split()) for entry in _SURNAMES.split("|")}
