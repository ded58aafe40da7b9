"""Checking a playbook that a person wrote in TOML, telling everything that is wrong with it.

    pipeline = "lifecycle"               # whose stages it is about, or "layers"

    [[chapter]]
    code = "C"                           # a stage, or a layer such as loyal
    without = ["budget"]                 # what need not be found out

    [[chapter.ask]]
    key = "kitchen"                      # replaces what has this key, else comes after
    step = "ask how big the kitchen is"  # one text for all languages, or a table of them
    say = { en = "How wide is your kitchen?", zh-CN = "厨房多宽？", zh-TW = "廚房多寬？" }
    known_by = ["field:kitchen"]         # tag:DIMENSION, field:KEY, role:decision, touch:KIND ...

    [[chapter.reply]]
    when = "Too dear."
    say = "Compared with what?"

`opening`, `do`, `leave` and `problem` are lists of texts that stand in place of those shipped.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from leadfunnel.domain.pipeline import LANGUAGES
from leadfunnel.domain.playbook import LISTS
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, BadFileError

LARGEST = 256 * 1024
LONGEST = 1000
KINDS_OF_FACT = ("tag", "field", "role", "touch", "promise", "score", "mark", "customer")
Problem = tuple[str, str]
_KEYS = {
    "": ("pipeline", "chapter"),
    "chapter": ("code", "ask", "reply", "without", *LISTS),
    "ask": ("key", "step", "say", "known_by"),
    "reply": ("when", "say"),
}


class BadPlaybook(BadFileError):
    """A playbook file is wrong; every problem is listed."""

    code = "bad_playbook"
    message = N_("The playbook in {file} cannot be used; problems found: {count}.")
    hint = N_("Mend the places listed and try again.")


def read_playbook(data: bytes, where: str) -> dict[str, Any]:
    """Return a playbook with every text under every language; raises BadPlaybook."""
    raw = _parse(data, where)
    found = list(_problems(raw))
    if found:
        raise bad(where, found)
    return {
        "pipeline": raw["pipeline"],
        "chapter": [_chapter(chapter) for chapter in raw["chapter"]],
    }


def bad(where: str, found: list[Problem]) -> BadPlaybook:
    """Return the error that lists problems by key and reason."""
    text = N_("{file}: {key} {reason}.")
    problems: list[dict[str, object]] = [
        {**told, "text": Phrase(text, **told)}
        for told in ({"file": where, "key": key, "reason": reason} for key, reason in found)
    ]
    return BadPlaybook(file=where, count=len(problems), problems=problems)


def _parse(data: bytes, where: str) -> dict[str, Any]:
    file = Phrase(N_("the file"))
    if len(data) > LARGEST:
        reason = Phrase(N_("is larger than {count} KiB"), count=LARGEST // 1024)
        raise bad(where, [(file, reason)])
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise bad(where, [(file, Phrase(N_("is not UTF-8; save the file as UTF-8")))]) from None
    except tomllib.TOMLDecodeError as error:
        reason = Phrase(N_("is not valid TOML: {detail}"), detail=str(error))
        raise bad(where, [(file, reason)]) from None
    except (ValueError, RecursionError):  # thousands of digits or brackets
        reason = Phrase(N_("has a value too long or too deep to read"))
        raise bad(where, [(file, reason)]) from None


def _problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown("", raw, "")
    if not isinstance(raw.get("pipeline"), str):
        yield "pipeline", Phrase(N_("must be text in quotes"))
    chapters = raw.get("chapter")
    if not isinstance(chapters, list) or not chapters:
        yield "chapter", Phrase(N_("must be written as [[chapter]], once for each stage or layer"))
        return
    seen: dict[str, str] = {}
    for place, chapter in enumerate(chapters, start=1):
        key = f"chapter[{place}]"
        if not isinstance(chapter, dict):
            yield key, Phrase(N_("must be a table"))
            continue
        yield from _chapter_problems(key, chapter)
        code = chapter.get("code")
        if isinstance(code, str) and seen.setdefault(code, key) != key:
            yield f"{key}.code", Phrase(N_("repeats the code of {key}"), key=seen[code])


def _chapter_problems(key: str, chapter: Mapping[str, Any]) -> Iterator[Problem]:
    yield from _unknown(key, chapter, "chapter")
    if not isinstance(chapter.get("code"), str) or not chapter["code"].strip():
        yield f"{key}.code", Phrase(N_("must be text in quotes"))
    yield from _words(f"{key}.without", chapter.get("without", []))
    for place, ask in _tables(chapter, "ask"):
        yield from _ask_problems(f"{key}.ask[{place}]", ask)
    for place, reply in _tables(chapter, "reply"):
        yield from _texts_of(f"{key}.reply[{place}]", reply, "reply", ("when", "say"))
    for name in LISTS:
        yield from _listed(f"{key}.{name}", chapter.get(name, []))


def _tables(chapter: Mapping[str, Any], name: str) -> Iterator[tuple[int, object]]:
    given = chapter.get(name, [])
    yield from enumerate(given if isinstance(given, list) else [None], start=1)


def _ask_problems(key: str, ask: object) -> Iterator[Problem]:
    yield from _texts_of(key, ask, "ask", ("step",))
    if not isinstance(ask, dict):
        return
    if not re.fullmatch("[a-z][a-z0-9-]{0,39}", str(ask.get("key", ""))):
        reason = Phrase(N_("must be small letters, digits and -, first a letter"))
        yield f"{key}.key", reason
    if "say" in ask:
        yield from _text(f"{key}.say", ask["say"])
    yield from _facts(f"{key}.known_by", ask.get("known_by", []))


def _facts(key: str, facts: object) -> Iterator[Problem]:
    yield from _words(key, facts)
    for fact in facts if isinstance(facts, list) else ():
        kind, colon, name = str(fact).partition(":")
        if isinstance(fact, str) and (not colon or not name or kind not in KINDS_OF_FACT):
            reason = N_('has "{text}", which is none of {kinds} with a name after a colon')
            yield key, Phrase(reason, text=fact[:40], kinds=", ".join(KINDS_OF_FACT))


def _texts_of(key: str, given: object, kind: str, names: tuple[str, ...]) -> Iterator[Problem]:
    if not isinstance(given, dict):
        yield key, Phrase(N_("must be a table"))
        return
    yield from _unknown(key, given, kind)
    for name in names:
        yield from _text(f"{key}.{name}", given.get(name))


def _unknown(key: str, given: Mapping[str, Any], kind: str) -> Iterator[Problem]:
    from difflib import get_close_matches

    for name in given:
        if name in _KEYS[kind]:
            continue
        near = get_close_matches(name, _KEYS[kind], n=1)
        whole = f"{key}.{name}".lstrip(".")
        if near:
            yield whole, Phrase(N_('is not a known key (did you mean "{near}"?)'), near=near[0])
        else:
            yield whole, Phrase(N_("is not a known key"))


def _listed(key: str, texts: object) -> Iterator[Problem]:
    if not isinstance(texts, list):
        yield key, Phrase(N_("must be a list"))
        return
    for place, text in enumerate(texts, start=1):
        yield from _text(f"{key}[{place}]", text)


def _words(key: str, words: object) -> Iterator[Problem]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield key, Phrase(N_("must be a list of texts in quotes"))


def _text(key: str, text: object) -> Iterator[Problem]:
    if text is None:
        yield key, Phrase(N_("is missing"))
    elif isinstance(text, dict):
        if not text:
            yield key, Phrase(N_("is empty"))
        for language, words in text.items():
            if language not in LANGUAGES:
                reason = N_("is no language that is known here ({languages})")
                yield f"{key}.{language}", Phrase(reason, languages=", ".join(LANGUAGES))
            else:
                yield from _sentence(f"{key}.{language}", words)
    else:
        yield from _sentence(key, text)


def _sentence(key: str, words: object) -> Iterator[Problem]:
    if not isinstance(words, str):
        yield key, Phrase(N_("must be text in quotes"))
    elif not words.strip():
        yield key, Phrase(N_("is empty"))
    elif len(words) > LONGEST:
        yield key, Phrase(N_("has more than {max_length} characters"), max_length=LONGEST)
    elif any(sign < " " or sign == "\x7f" for sign in words):
        yield key, Phrase(N_("has a control character or line break"))


# --- every text under every language


def _chapter(chapter: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {**chapter, "code": chapter["code"].strip()}
    for name in LISTS:
        if name in chapter:
            found[name] = [_each(text) for text in chapter[name]]
    for name in ("ask", "reply"):
        if name in chapter:
            found[name] = [_spoken(table) for table in chapter[name]]
    return found


def _spoken(table: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: _each(table[name]) for name in ("step", "say", "when") if name in table}
    return {**table, **texts}


def _each(text: str | Mapping[str, str]) -> dict[str, str]:
    """Return a text under every language; one left out takes the nearest that is there."""
    if isinstance(text, str):
        return dict.fromkeys(LANGUAGES, text)
    any_of_them = text.get("en") or next(iter(text.values()))
    chinese = text.get("zh-CN") or text.get("zh-TW")
    return {
        language: text.get(language) or (chinese if language != "en" else None) or any_of_them
        for language in LANGUAGES
    }
