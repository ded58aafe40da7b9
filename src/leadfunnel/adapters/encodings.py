"""How the bytes of a file become text, refusing what is no text and what cannot be told.

Tried in turn: the mark at the beginning, the pattern of NUL bytes, UTF-8, GB18030. The last reads
almost anything, so its result must look like Chinese; other encodings have to be named.
"""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from math import sqrt
from pathlib import Path

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, BadFileError, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

Source = Path | bytes
"""A file, or what was read from a pipe."""

MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
SIGNATURES = (
    (b"SQLite format 3\0", N_("is a database")),
    (b"%PDF-", N_("looks like a PDF")),
    (b"{\\rtf", N_("looks like a text document (RTF)")),
    (b"\x1f\x8b", N_("looks like a compressed file (gzip)")),
    (b"\x89PNG", N_("looks like a picture")),
    (b"\xff\xd8\xff", N_("looks like a picture")),
    (b"BEGIN:VCARD", N_("looks like a vCard")),
    (b'{"', N_("looks like JSON")),
    (b"[{", N_("looks like JSON")),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAMPLE = 200_000
SHOWN = 10
CHUNK = 1_000_000
DAILY = frozenset((0xA1, 0xA3, *range(0xB0, 0xD8)))
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能"
    "下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小现实加量"
    "都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关"
    "各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最"
    "立代想已通并提直题程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山"
    "统接知较组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取完整收转热七号听花万"
    "清口光每海车林风东世界张王李刘陈杨赵黄周吴徐孙胡朱何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈"
    "曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田姜范石姚谭廖邹熊金陆孔白崔康毛邱秦江史顾侯邵孟龙"
    "段钱汤尹黎易武乔贺赖龚伟芳娜敏静丽磊洋勇艳杰娟涛超秀兰霞刚桂英华玉萍红鹏飞宇浩欣佳婷雪梅"
    "玲俊宏志琳慧莉倩丹辉波斌凯鑫晨阳姐哥女士姓名称联微信邮箱司源标签备注负责创客户跟址门店话"
    "码价预算元房装修烟换灶柜城市省县镇街楼室北京深圳广州杭抖快书推荐朋友"
)
"""Characters that sellers' tables are full of; text in another encoding hardly hits them."""


class OtherFile(BadFileError):
    """The bytes are not those of a file that customers are read from."""

    code = "other_file"
    message = N_("{file} {looks}: no customers are read from it.")
    hint = N_("Import a csv, tsv, xlsx, xls, ods, vcf or json file.")


class UnknownEncoding(BadFileError):
    """The bytes are text in an encoding that cannot be told."""

    code = "unknown_encoding"
    message = N_("The encoding of {file} cannot be told; below is a preview in several.")
    hint = N_("Name the one that reads well, for example: --encoding {example}")


class WrongEncoding(BadFileError):
    """The encoding that was named does not fit the bytes."""

    code = "wrong_encoding"
    message = N_("{file} is not {encoding}: line {line} cannot be read.")
    hint = N_("Name another encoding with --encoding, or leave it out.")


class MixedEncodings(BadFileError):
    """Most lines are UTF-8 and some are not."""

    code = "mixed_encodings"
    message = N_("{file} is UTF-8 but for line {lines}: it mixes encodings.")
    hint = N_("Save it as UTF-8, or name the encoding to read all of it in with --encoding.")


class NoSuchEncoding(UnreadableError):
    """No text encoding has this name."""

    code = "no_such_encoding"
    message = N_("No encoding is called {name}.")
    hint = N_("For example: --encoding gb18030, big5, shift_jis or cp1251")


@dataclass(frozen=True)
class Encoded:
    """How bytes become text: the encoding, and how many bytes at the beginning only mark it.

    `cut` tells that they end within a character, `ended` that the last line has an end.
    """

    name: str
    mark: int = 0
    cut: bool = False
    ended: bool = True


def detect(source: Source, file: str, encoding: str | None = None) -> Encoded:
    """Return how a table is encoded. Raises OtherFile, UnknownEncoding, WrongEncoding."""
    _refuse_others(source, file)
    return detect_text(source, file, encoding)


def detect_text(source: Source, file: str, encoding: str | None = None) -> Encoded:
    """Return how a file that is known to be text is encoded."""
    head = beginning(source)
    if encoding is not None:
        return _as_named(source, file, encoding)
    for mark, name in MARKS:
        if head.startswith(mark):
            return _as_named(source, file, name, len(mark))
    wide = nul_pattern(head, _size(source))
    if wide:
        return _as_named(source, file, wide)
    found = _strictly(source, "utf-8") or _chinese(source)
    if found is None:
        odd = lines_beside(source, "utf-8")
        if odd:
            raise MixedEncodings(file=file, lines=", ".join(map(str, odd[:SHOWN])))
        raise _unknown(head, file)
    return found


def _unknown(sample: bytes, file: str) -> UnknownEncoding:
    from leadfunnel.adapters.likely_encodings import readings

    likely, shown = readings(sample)
    return UnknownEncoding(file=file, example=" / ".join(likely), candidates=shown)


def open_text(source: Source, found: Encoded) -> TextIO:
    """Open a file as text with its line ends as they are; a character cut in two is U+FFFD."""
    raw = _opened(source)
    raw.seek(found.mark)
    return io.TextIOWrapper(raw, found.name, errors="replace", newline="")


def beginning(source: Source) -> bytes:
    """Return the first bytes of a file."""
    with _opened(source) as raw:
        return raw.read(SAMPLE)


def _opened(source: Source) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _size(source: Source) -> int:
    return len(source) if isinstance(source, bytes) else source.stat().st_size


def _refuse_others(source: Source, file: str) -> None:
    head = beginning(source)
    looks = next((word for mark, word in SIGNATURES if head.startswith(mark)), None)
    if head.startswith((b"PK\x03\x04", OLE)):
        looks = _office(_opened(source).read())
    elif re.match(rb"(?i)(\xef\xbb\xbf)?\s*<(!doctype|html|head|meta|body|table|div|\?xml)", head):
        looks = N_("looks like a web page (HTML or XML)")
    if looks:
        raise OtherFile(file=file, looks=looks)


def _office(data: bytes) -> str:
    if not data.startswith(OLE):
        workbook = b"xl/" in data or b"content.xml" in data
        return N_("looks like a workbook") if workbook else N_("looks like a zip archive")
    if "EncryptedPackage".encode("utf-16-le") in data:
        return N_("is a workbook with a password")
    return N_("looks like an old workbook (.xls)")


def _as_named(source: Source, file: str, encoding: str, mark: int = 0) -> Encoded:
    try:
        found = _strictly(source, encoding, mark)
        if found is None:
            line = _bad_line(source, Encoded(encoding, mark))
            raise WrongEncoding(file=file, encoding=encoding, line=line)
    except UnicodeError:  # not even its first sign, as the mark that UTF-16 begins with
        raise WrongEncoding(file=file, encoding=encoding, line=1) from None
    except (LookupError, ValueError):
        raise NoSuchEncoding(name=encoding[:40]) from None
    return found


def lines_beside(source: Source, encoding: str) -> list[int]:
    """Return the few lines that are not in an encoding that most are in; [] if most are not."""
    good, odd = 0, list[int]()
    with _opened(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.isascii():
                if _strictly(line.removesuffix(b"\n"), encoding):
                    good += 1
                else:
                    odd.append(number)
    return odd if good > len(odd) else []


def _strictly(source: Source, encoding: str, mark: int = 0) -> Encoded | None:
    """Decode all of it, or all but a character that the end of the input cut in two."""
    open_text(b"", Encoded(encoding))  # which takes no codec but one for text
    decoder = codecs.getincrementaldecoder(encoding)()
    last = "\n"
    try:
        with _opened(source) as raw:
            raw.seek(mark)
            while chunk := raw.read(CHUNK):
                last = decoder.decode(chunk)[-1:] or last
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        left = len(error.object)
        if chunk or left > 3 or left >= _size(source) - mark or not _is_cut(error):
            return None
        return Encoded(encoding, mark, cut=True, ended=False)
    return Encoded(encoding, mark, ended=last in ("\n", "\r"))


def _bad_line(source: Source, found: Encoded) -> int:
    line = 1
    with open_text(source, found) as text:
        while piece := text.read(CHUNK):
            good, bad, _ = piece.partition("\ufffd")
            line += good.count("\n")
            if bad:
                break
    return line


def _is_cut(error: UnicodeDecodeError) -> bool:
    return any(word in error.reason for word in ("unexpected end", "incomplete", "truncated"))


def nul_pattern(data: bytes, size: int | None = None) -> str | None:
    """Return the UTF-16 of bytes without a mark, told by the NUL in every ASCII sign of it.

    `size` is that of the whole file where the bytes are only its beginning.
    """
    sample = data[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if (len(data) if size is None else size) % 2 or max(even, odd) < max(3, len(sample) // 20):
        return None
    if odd > 10 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 10 * odd else None


def _chinese(source: Source) -> Encoded | None:
    found = _strictly(source, "gb18030")
    if found is None:
        return None
    with open_text(source, found) as text:
        return found if _is_plausible(text.read(SAMPLE)) else None


def _is_plausible(text: str) -> bool:
    """Tell whether what is not ASCII looks like Chinese; the fewer signs, the surer it must be.

    Bytes of another encoding, read as GB18030, become characters that nobody writes.
    """
    counts = Counter(sign for sign in text if not sign.isascii())
    signs = counts.total() or 1
    mean = sum(_weight(sign) * count for sign, count in counts.items()) / signs
    return mean >= 0.25 + 1.2 / sqrt(signs)


def _weight(sign: str) -> int:
    if sign in COMMON:
        return 2
    code = sign.encode("gb2312", "replace")
    if len(code) == 1 or not 0xA1 <= code[0] <= 0xF7 or 0xA4 <= code[0] < 0xB0:
        return -6
    return 0 if code[0] in DAILY else -3
