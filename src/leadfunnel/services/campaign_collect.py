"""`campaign collect FILE...`: sheets read back after they were filled in, partly or twice."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_form import TITLES, columns_of
from leadfunnel.domain.guard import guarded, unguarded
from leadfunnel.domain.invited import Invited
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sheet import EmptySheet, Sheet
from leadfunnel.errors import N_, BadFileError, LeadfunnelError
from leadfunnel.services import campaigns, owners, whom
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.campaign_lists import opened
from leadfunnel.services.campaign_rows import Row, write_row
from leadfunnel.services.results.changed import Changed

MOST_SHOWN = 20


class NoSheet(BadFileError):
    """The file is no sheet of a sale event."""

    code = "no_campaign_sheet"
    message = N_("{file} has no column of phones or ids beside one to fill in.")
    hint = N_("Write sheets with: leadfunnel campaign sheet --guide 小李 -o li.xlsx")


class RowsRefused(BadFileError):
    """Some rows cannot be recorded."""

    code = "rows_refused"
    message = N_("{count} of {total} rows cannot be recorded; nothing was changed.")
    hint = N_("Mend them, or add --skip-bad to record the others.")


@dataclass
class _Pile:
    """Rows of all files, with what is wrong with some of them."""

    rows: list[Row] = field(default_factory=list)
    problems: list[dict[str, object]] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    unread: dict[str, None] = field(default_factory=dict)


class _Known:
    """Who is invited and what is known of them, read anew where a row changed it."""

    def __init__(self, page: Writing, campaign: Campaign) -> None:
        self.page, self.campaign = page, campaign
        self.people: dict[int, Invited] | None = None
        self.stale: set[int] = set()

    def of(self, number: int) -> Invited:
        """Return somebody as known before the row at hand, which may change it."""
        if self.people is None or number in self.stale:
            found = campaigns.people(self.page, self.campaign)
            self.people, self.stale = {one.customer_id: one for one in found}, set()
        self.stale.add(number)
        return self.people.get(number) or Invited(number, 0)


class CampaignCollect:
    """Sheets that come back."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def collect(
        self,
        paths: Sequence[str],
        guide: str | None,
        campaign: str | None,
        stdin: Callable[[], bytes],
        *,
        skip_bad: bool = False,
    ) -> Changed:
        """Record what sheets say beyond what is known; the same file twice changes nothing."""
        pile = _Pile()
        for path in paths:
            for sheet in _sheets(path, stdin):
                pile.rows += _rows(path, sheet, pile)
        detail = " ".join(Path(path).name for path in paths)[:80]
        with self.book.rehearse("campaign collect", detail) as page:
            found = opened(page, campaign)
            self._all(page, found, guide, pile)
        if pile.bad and not skip_bad:
            count, total = len(pile.bad), len(pile.rows)
            raise RowsRefused(count=count, total=total, problems=pile.problems)
        with self.book.record("campaign collect", detail) as page:
            found = opened(page, campaign)
            changed = self._all(page, found, guide, pile)
            page.settle()
            left = _leave(pile)
            return _told(page, found, pile, changed, left)

    def _all(self, page: Writing, found: Campaign, guide: str | None, pile: _Pile) -> int:
        """Write all rows that are not known to be bad, and return how many said anything new."""
        by = owners.named(page, guide)[0] if guide else None
        known, changed = _Known(page, found), 0
        for row in pile.rows:
            if row.place in pile.bad:
                continue
            try:
                changed += write_row(page, found, known.of, row, by)
            except LeadfunnelError as error:
                pile.bad.add(row.place)
                pile.problems.append(_problem(row, error))
        return changed


def _problem(row: Row, error: LeadfunnelError) -> dict[str, object]:
    found = whom.problem(error)
    told = {"file": Path(row.file).name, "line": row.line, "what": found["text"]}
    text = Phrase(N_("{file}, line {line}: {what}"), **told)
    return {"file": row.file, "line": row.line, **found, "text": text}


def _sheets(path: str, stdin: Callable[[], bytes]) -> list[Sheet]:
    """Return the sheets of a file that are ours; of one with a single sheet, that one."""
    from leadfunnel.adapters.refusals import NoSuchSheet, WhichSheet
    from leadfunnel.services.import_declared import Import
    from leadfunnel.services.import_file import open_sheet

    try:
        return [open_sheet(Import(path), stdin)]
    except WhichSheet:
        found = []
        for kind in ("calls", "visits"):
            for title in dict.fromkeys(TITLES[kind]):
                try:
                    found.append(open_sheet(Import(path, sheet=title), stdin))
                except (NoSuchSheet, EmptySheet):
                    continue
        if not found:
            raise
        return found


def _rows(path: str, sheet: Sheet, pile: _Pile) -> Iterator[Row]:
    """Yield the rows that hold more than a number; columns that are unknown are taken note of."""
    columns = columns_of(sheet.header)
    if not columns.keys() & {"phone", "id"} or len(columns) < 2:
        raise NoSheet(file=Path(path).name)
    place = len(pile.rows)
    others = [at for at in range(len(sheet.header)) if at not in columns.values()]
    for record in sheet.records():
        cells = {
            code: unguarded(record.cells[at]).strip()
            for code, at in columns.items()
            if at < len(record.cells)
        }
        if any(cell for code, cell in cells.items() if code != "number"):
            yield Row(place, path, record.line, cells, record.cells, sheet.header)
            place += 1
        filled = (at for at in others if at < len(record.cells) and record.cells[at].strip())
        pile.unread.update(dict.fromkeys(sheet.header[at][:40] for at in filled))


def _leave(pile: _Pile) -> str | None:
    """Write the refused rows beside the first file, with the reasons in front."""
    from leadfunnel.adapters.private_files import free_name, write_file
    from leadfunnel.i18n import language
    from leadfunnel.services.import_refused import MARK, REASONS, same

    bad = [row for row in pile.rows if row.place in pile.bad]
    if not bad:
        return None
    why = {(one["file"], one["line"]): str(one["text"]) for one in pile.problems}
    out = io.StringIO()
    writer = csv.writer(out)
    header: tuple[str, ...] = ()
    for row in bad:
        if row.header != header:
            header = row.header
            writer.writerow([REASONS[language()], *map(guarded, header)])
        writer.writerow([why[row.file, row.line], *map(guarded, row.raw)])
    source = Path("stdin" if bad[0].file == "-" else bad[0].file)
    first = source.with_name(f"{source.stem.removesuffix(MARK)}{MARK}.csv")
    path = free_name(first)
    write_file(path, ["\ufeff", out.getvalue()])
    known = same(path, first)
    if known is not None:
        path.unlink()
    return str(known or path)


def _told(page: Writing, found: Campaign, pile: _Pile, changed: int, left: str | None) -> Changed:
    good = len(pile.rows) - len(pile.bad)
    text = N_("{name}: {rows} rows, {changed} with something new, {same} known, {bad} refused.")
    counts: Mapping[str, int] = {"rows": len(pile.rows), "changed": changed,
                                 "same": good - changed, "bad": len(pile.bad)}  # fmt: skip
    spoken: list[Sentence] = [said(text, name=found.name, **counts)]
    if pile.unread:
        spoken.append(
            said(N_("Columns that were not read: {names}."), names=", ".join(pile.unread))
        )
    for one in pile.problems[:MOST_SHOWN]:
        spoken.append(said(N_("Refused: {what}"), what=one["text"]))
    if left is not None:
        spoken.append(said(N_("The refused rows are in {path}."), path=left))
    recorded = page.ledger.recorded
    understood: dict[str, object] = {**counts, "problems": pile.problems, "refused_file": left}
    return Changed(recorded, (), tuple(spoken), understood if recorded is not None else {})
