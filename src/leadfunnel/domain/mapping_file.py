"""A mapping as a TOML file, read and written:

pipeline = "real-estate"        # optional, as are system, date_format, remark and keep_rest
[columns]
"Lead_ID" = "external_id"
"Booking_Date" = "stage:BOOKING"
[values.stage]
"Contacted" = "LEAD"
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import CUSTOMERS, Vocabulary
from leadfunnel.domain.mapping import BadMapping, Declared
from leadfunnel.domain.record import replace
from leadfunnel.domain.remark import BadRemark, read_remark
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

OPTIONS = ("pipeline", "system", "date_format")
LISTS = ("remark", "header")
KEYS = ("columns", "values", *OPTIONS, *LISTS, "keep_rest")


def read_file(data: bytes, where: str, words: Vocabulary = CUSTOMERS) -> Declared:
    """Read a mapping file; BadMapping lists every problem."""
    import tomllib

    try:
        raw = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _bad(where, [("", Phrase(N_("the file is not UTF-8")))]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _bad(where, [("", Phrase(N_("is not valid TOML: {detail}"), detail=error))]) from None
    return checked(raw, where, words)


def checked(raw: Mapping[str, Any], where: str, words: Vocabulary) -> Declared:
    """Return a mapping whose fields are those of a kind of file; BadMapping lists the problems."""
    problems = list(_wrong(raw, words))
    if problems:
        raise _bad(where, problems)
    found = from_dict(raw)
    return replace(
        found, columns={name: words.read(to) or "" for name, to in found.columns.items()}
    )


def from_dict(raw: Mapping[str, Any]) -> Declared:
    """Return a mapping from the tables of a file, or as the store keeps it."""
    columns = raw.get("columns", {})
    values = {fold(word): code for word, code in raw.get("values", {}).get("stage", {}).items()}
    return Declared(
        columns,
        values,
        remark=tuple(raw.get("remark", ())),
        keep_rest=bool(raw.get("keep_rest", False)),
        header=tuple(raw.get("header", ())),
        **{option: raw.get(option) for option in OPTIONS},
    )


def to_dict(declared: Declared) -> dict[str, Any]:
    """Return a mapping as the store keeps it, without what it does not say."""
    found: dict[str, Any] = {option: getattr(declared, option) for option in OPTIONS}
    found |= {name: list(getattr(declared, name)) for name in LISTS}
    found |= {"keep_rest": declared.keep_rest, "columns": dict(declared.columns)}
    found |= {"values": {"stage": dict(declared.values)} if declared.values else {}}
    return {key: value for key, value in found.items() if value}


def to_toml(declared: Declared) -> list[str]:
    """Return the lines of a file that says the same."""
    found = to_dict(declared)
    lines = [f"{key} = {_toml(found[key])}" for key in (*OPTIONS, "keep_rest") if key in found]
    for key in LISTS:
        if key in found:
            lines += [f"{key} = [", *(f"  {_toml(text)}," for text in found[key]), "]"]
    if "columns" in found:
        lines += ["[columns]", *_pairs(found["columns"])]
    if "values" in found:
        lines += ["[values.stage]", *_pairs(found["values"]["stage"])]
    return lines


def _pairs(table: Mapping[str, str]) -> list[str]:
    return [f"{_toml(key)} = {_toml(value)}" for key, value in table.items()]


def _toml(value: str | bool) -> str:
    """Return a value as TOML writes it: a string of JSON is one of TOML but for the DEL sign."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrong(raw: Mapping[str, object], words: Vocabulary) -> list[tuple[str, str]]:
    known = ", ".join(KEYS)
    quoted = Phrase(N_("must be text in quotes"))
    found: list[tuple[str, str]] = [
        (key, Phrase(N_("unknown key; known are {keys}"), keys=known))
        for key in raw.keys() - {*KEYS}
    ]
    found += [(key, quoted) for key in OPTIONS if not isinstance(raw.get(key, ""), str)]
    found += [*_wrong_lists(raw), *_wrong_remarks(raw.get("remark"))]
    if not isinstance(raw.get("keep_rest", False), bool):
        found.append(("keep_rest", Phrase(N_("must be true or false"))))
    columns, values = raw.get("columns", {}), raw.get("values", {})
    found += [
        (
            f"columns.{column}",
            words.unknown(name) if isinstance(name, str) else quoted,
        )
        for column, name in _table(columns).items()
        if not isinstance(name, str) or words.read(name) is None
    ]
    found += [
        (f"values.{key}", Phrase(N_("only values.stage is known")))
        for key in _table(values).keys() - {"stage"}
    ]
    stages = _table(values).get("stage", {})
    found += [
        (f"values.stage.{word}", Phrase(N_("must be the code of a stage, in quotes")))
        for word, code in _table(stages).items()
        if not isinstance(code, str)
    ]
    for key, table in (("columns", columns), ("values", values), ("values.stage", stages)):
        if not isinstance(table, Mapping):
            found.append((key, Phrase(N_("must be a table, written as [{key}]"), key=key)))
    return sorted(found)


def _wrong_lists(raw: Mapping[str, object]) -> list[tuple[str, str]]:
    told = Phrase(N_('must be a list of texts, written as ["..."]'))
    return [(key, told) for key in LISTS if not _is_texts(raw.get(key, []))]


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _wrong_remarks(value: object) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for text in value if isinstance(value, list) else ():
        try:
            read_remark(str(text))
        except BadRemark as error:
            found.append(("remark", error.reason))
    return found


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _bad(where: str, found: Sequence[tuple[str, str]]) -> BadMapping:
    problems: list[dict[str, object]] = [
        {
            "file": where,
            "key": key,
            "reason": reason,
            "text": Phrase("{key}: {reason}", key=key, reason=reason) if key else reason,
        }
        for key, reason in found
    ]
    return BadMapping(file=where, count=len(problems), problems=problems)
