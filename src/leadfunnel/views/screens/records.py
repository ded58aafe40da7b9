"""What was done: the history of operations, and what an import did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.pool import reason_phrase
from leadfunnel.domain.record import replace
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext, spoken
from leadfunnel.services.results.history import Change, Entry, History
from leadfunnel.services.results.imported import Imported
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.names import (
    FIELDS,
    NOTHING,
    field_word,
    head,
    kind_word,
    listed,
    meaning_word,
    more_words,
    tag_word,
)
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import birthday_words, phone_words, say, value_words

MOST_PROBLEMS = 20
KINDS = {
    "customers": N_("customers"),
    "interactions": N_("interactions"),
    "stage-changes": N_("stage changes"),
    "deals": N_("deals"),
    "users": N_("users"),
    "costs": N_("costs"),
}
"""The words for the kinds of files that can be imported."""


DONE = {
    "buy": N_("purchase added"),
    "refund": N_("refunded"),
    "deal add": N_("deal added"),
    "deal edit": N_("deal changed"),
    "quota set": N_("quota set"),
    "quota basis": N_("quota frozen"),
    "cost": N_("cost added"),
    "product-add": N_("product added"),
    "product-edit": N_("product changed"),
    "product-retire": N_("product retired"),
    "contact add": N_("person added"),
    "contact edit": N_("person changed"),
    "contact rm": N_("person removed"),
    "reason add": N_("reason added"),
    "reason rm": N_("reason removed"),
    "campaign new": N_("sale event begun"),
    "campaign edit": N_("sale event changed"),
    "campaign close": N_("sale event ended"),
    "campaign guide": N_("guides added"),
    "campaign done": N_("made ready"),
    "campaign fill": N_("list filled"),
    "campaign assign": N_("calls given out"),
    "campaign take": N_("calls taken"),
    "campaign enter": N_("paper sheet typed in"),
    "campaign collect": N_("sheets collected"),
    "campaign reopen": N_("may be invited again"),
    "group new": N_("group begun"),
    "group edit": N_("group changed"),
    "group join": N_("joined a group"),
    "group left": N_("left a group"),
    "group spoke": N_("spoke in a group"),
}
"""What operations about money and sale events did, in words; of others the command is said."""


def history(result: History, setting: Setting) -> list[Block]:
    """Return operations, newest first, each with what it changed."""
    if not result.entries:
        return [line(_("Nothing was done yet."))]
    columns = (
        Column(align="right"),
        Column(style="dim"),
        Column(wrap=ANYWHERE),
        Column(wrap=ANYWHERE),
        Column(style="dim", wrap=ANYWHERE),
    )
    rows: list[tuple[Cell, ...] | Line] = []
    for entry in result.entries:
        rows.append(_entry(entry, setting))
        rows += [_change(change, entry, setting) for change in entry.changes]
        if entry.more_changes:
            text = _("More of it: leadfunnel history --op {number} --limit {count}")
            told = text.format(number=entry.id, count=10 * len(entry.changes))
            rows.append(line(Span(told, "dim"), indent=4))
    blocks: list[Block] = [Table(columns, tuple(rows))]
    if result.more:
        text = _("Older ones: leadfunnel history --limit {count}")
        blocks.append(line(Span(text.format(count=10 * len(result.entries)), "dim")))
    return blocks


def _entry(entry: Entry, setting: Setting) -> tuple[Cell, ...]:
    people = listed(f"{name} #{number}" for number, name in entry.customers)
    detail = kind_word(entry.detail) if entry.command == "log" else entry.detail
    about = " ".join(part for part in (detail, people) if part)
    return (
        str(entry.id),
        dates.stamp(entry.at, setting),
        _(DONE[entry.command]) if entry.command in DONE else entry.command,
        Span(listed(part for part in (about, _undone(entry)) if part)),
        entry.user,
    )


def _undone(entry: Entry) -> str:
    if entry.undoes is not None:
        return _("takes back {number}").format(number=entry.undoes)
    if entry.undone_by is not None:
        return _("undone by {number}").format(number=entry.undone_by)
    return ""


def _change(change: Change, entry: Entry, setting: Setting) -> Line:
    whose = f"#{change.customer} " if change.customer and len(entry.customers) > 1 else ""
    full = f"{change.table}.{change.column}"
    label = Span(f"{whose}{field_word(full if full in FIELDS else change.column)}: ", "dim")
    before, after = (_value(change, one, setting) for one in (change.before, change.after))
    if not before:
        return line(label, after, indent=4, hang=6)
    return line(label, before, Span(" > ", "dim"), after or NOTHING, indent=4, hang=6)


def _value(change: Change, value: object, setting: Setting) -> str:
    if value is None:
        return ""
    if change.column == "tag":
        return tag_word(str(value))
    if change.column == "reason":
        return spoken(reason_phrase(str(value)))
    if change.column == "birthday":
        return birthday_words(str(value))
    if (change.table, change.column) == ("identity", "phone"):
        return phone_words(str(value), setting)
    return value_words(change.column, value, setting)


def imported(result: Imported, setting: Setting) -> list[Block]:
    """Return what an import did or would do, with the first rows refused."""
    if result.parts:
        return _parts(result, setting)
    blocks: list[Block] = [line(_counts(result), hang=2)]
    refused = [problem for problem in result.problems if problem.get("refused", True)]
    if refused:
        blocks += _problems(refused)
    if result.refused_file:
        text = _("The refused rows are in {path}").format(path=result.refused_file)
        blocks.append(line(text, hang=2))
    if result.mapping and result.dry_run:
        blocks += _mapping(result)
    blocks += [line(say(sentence, setting), hang=2) for sentence in result.said]
    if result.dry_run:
        blocks.append(line(Span(_("Only a preview: nothing was saved."), "warn")))
    return blocks


def _parts(result: Imported, setting: Setting) -> list[Block]:
    """Return what each of several files brought."""
    blocks: list[Block] = []
    for part in result.parts:
        title = _("{file} ({kind})").format(file=part.file, kind=_(KINDS[part.kind]))
        blocks.append(line(Span(title, "title"), hang=2))
        blocks += imported(replace(part, dry_run=False), setting)
    if result.dry_run:
        blocks.append(line(Span(_("Only a preview: nothing was saved."), "warn")))
    return blocks


def _counts(result: Imported) -> str:
    rows = ngettext("{count} row", "{count} rows", result.rows).format(count=f"{result.rows:,}")
    parts = [
        _("{count} added").format(count=f"{result.added:,}"),
        _("{count} updated").format(count=f"{result.updated:,}"),
        _("{count} unchanged").format(count=f"{result.unchanged:,}"),
        _("{count} refused").format(count=f"{result.refused:,}"),
    ]
    return _("{rows}: {counts}").format(rows=rows, counts=listed(parts))


def _problems(refused: Sequence[Mapping[str, object]]) -> list[Block]:
    """Return the rows refused; those that were only warned of have been said."""
    columns = (
        Column(head(_("row")), align="right"),
        Column(head(_("column")), wrap=ANYWHERE),
        Column(head(_("value")), wrap=ANYWHERE),
        Column(head(_("reason")), style="bad", wrap=ANYWHERE),
    )
    keys = ("row", "column", "value", "reason")
    shown = refused[:MOST_PROBLEMS]
    rows = tuple(tuple(_text(problem.get(key)) for key in keys) for problem in shown)
    blocks: list[Block] = [Table(columns, rows)]
    if len(refused) > len(shown):
        blocks.append(line(Span(more_words(len(refused) - len(shown)), "dim")))
    return blocks


def _text(value: object) -> str:
    return "" if value is None else spoken(value)


def _mapping(result: Imported) -> list[Block]:
    columns = (
        Column(head(_("column")), wrap=ANYWHERE),
        Column(head(_("is read as")), wrap=ANYWHERE),
    )
    rows = tuple(
        (name, listed(meaning_word(field, result.words) for field in fields.split(", ")))
        for name, fields in result.mapping.items()
    )
    return [Table(columns, rows)]
