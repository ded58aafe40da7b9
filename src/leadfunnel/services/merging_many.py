"""`merge --file`: every pair of a list made one customer, as one operation.

The rows are merged in their order, as if each were typed: two rows that share a customer make one
of three. The images of each merge are written by themselves, so that `split` finds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from leadfunnel.domain.merging import A, Choices, Conflict
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, Sentence, counted, said
from leadfunnel.errors import N_, BadFileError, RefusedError, UnreadableError
from leadfunnel.services import pair_people, pair_rows
from leadfunnel.services.book import Book, NotConfirmed, Writing
from leadfunnel.services.duplicates import keep_apart
from leadfunnel.services.import_declared import Import
from leadfunnel.services.merge_plan import MergeConflict, Plan, plan, problem, word
from leadfunnel.services.merge_records import Records
from leadfunnel.services.merging import join
from leadfunnel.services.pair_people import Found
from leadfunnel.services.pair_rows import Listed
from leadfunnel.services.results.changed import Changed

REFUSE, KEEP, SKIP = "refuse", "keep", "skip"
POLICIES = (REFUSE, KEEP, SKIP)
AT_ONCE = 200
"""So many pairs are read at a time."""
SHOWN = 20


class BadPolicy(UnreadableError):
    """No such way to treat pairs that contradict each other."""

    code = "bad_policy"
    message = N_("--conflicts does not take {text}: one of {policies}.")


class BadPairs(BadFileError):
    """Some rows cannot be merged."""

    code = "bad_pairs"
    message = N_("{count} of {total} rows cannot be merged; nothing was changed.")
    hint = N_("Mend them, or add --skip-bad to merge the others.")


class OpenConflicts(RefusedError):
    """Some pairs contradict each other, and nobody chose."""

    code = "open_conflicts"
    message = N_(
        "{count} of {total} pairs differ, and nobody chose: {fields}. Nothing was changed."
    )
    hint = N_("Fill the column keep with A or B, or add --conflicts keep (A wins) or skip.")


class Undecided(RefusedError):
    """A pair contradicts itself, and nobody chose."""

    code = "merge_conflict"
    message = N_("#{a} and #{b} differ: {fields}")


class OneAfterAll(RefusedError):
    """Rows contradict each other."""

    code = "one_after_all"
    message = N_("#{a} and #{b} are said to be two, and other rows make them one.")


class MergingMany:
    """`merge --file`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def merge(self, asked: Import, stdin: Callable[[], bytes], conflicts: str = REFUSE) -> Changed:
        """Merge every pair of a list, in its order: all of them, or none unless bad are skipped."""
        if conflicts not in POLICIES:
            raise BadPolicy(text=conflicts[:40], policies=", ".join(POLICIES))
        listed = pair_rows.read(asked, stdin)
        self._confirm(listed, asked)
        opened = self.book.rehearse if asked.dry_run else self.book.record
        with opened("merge", listed.sheet.file[:80]) as page:
            page.session.expect_much()
            run = _Run(page, listed, conflicts, skip_bad=asked.skip_bad)
            run.go()
            page.settle()
            changed = _told(page, run, dry_run=asked.dry_run)
            if asked.dry_run:
                return replace(changed, operation=None, dry_run=True)
            left = pair_rows.leave(listed)
        return _with_left(changed, left) if left else changed

    def _confirm(self, listed: Listed, asked: Import) -> None:
        """Ask first where somebody is there to be asked."""
        count = sum(not pair.two for pair in listed.pairs)
        if asked.dry_run or asked.path == "-" or not (count and self.book.acting.on_terminal):
            return
        question = counted(N_("Merge {count} pair?"), N_("Merge {count} pairs?"), count)
        if not self.book.acting.confirm(question):
            raise NotConfirmed()


@dataclass
class _Counts:
    """What came of the rows that were not refused."""

    merged: int = 0
    same: int = 0
    differing: int = 0
    two: int = 0
    forbidden: int = 0
    circles: int = 0


class _Run:
    """The pairs of one list as they are merged; `into` says who was merged into whom."""

    def __init__(self, page: Writing, listed: Listed, policy: str, *, skip_bad: bool) -> None:
        self.page, self.listed, self.policy, self.skip_bad = page, listed, policy, skip_bad
        self.into: dict[int, int] = {}
        self.counts = _Counts()
        self.fields: Counter[str] = Counter()
        self.undecided = 0

    def go(self) -> None:
        """Merge the pairs that are one, then part those that are two; raise if some cannot be."""
        found = list(pair_people.find(self.page, self.listed))
        self.listed.pairs.clear()
        one = [pair for pair in found if not pair.two]
        for start in range(0, len(one), AT_ONCE):
            self._merge_some(one[start : start + AT_ONCE])
            self.page.acting.progress(Phrase(N_("Merging")), start, len(one))
        self._part([pair for pair in found if pair.two])
        self._refuse()

    @property
    def hopeless(self) -> bool:
        """Whether nothing will be saved: rows are only looked at, so that all are told."""
        return bool(self.listed.refused) and not self.skip_bad

    def root(self, number: int) -> int:
        """Return who answers for a customer by now."""
        while number in self.into:
            number = self.into[number]
        return number

    def _merge_some(self, pairs: Sequence[Found]) -> None:
        ids = {self.root(number) for pair in pairs for number in (pair.a, pair.b)}
        records = Records(self.page, sorted(ids))
        for pair in pairs:
            a, b = self.root(pair.a), self.root(pair.b)
            if a == b:
                self.counts.same += 1
                continue
            planned = plan(self.page, a, b, records)
            choices = self._decided(pair, planned)
            if choices is not None and not self.hopeless:
                self._join(planned, choices, records)

    def _decided(self, pair: Found, planned: Plan) -> Choices | None:
        """Return whose values are kept; None where that is open and the pair is left out."""
        rest = [one for one in planned.conflicts if pair.choices.of(one.key) is None]
        if not rest:
            return pair.choices
        if self.policy == KEEP:
            return Choices(A)
        if self.policy == SKIP:
            self.counts.differing += 1
            return None
        self.undecided += 1
        self.fields.update(conflict.key for conflict in rest)
        self.listed.refuse(pair.line, Undecided(a=pair.a, b=pair.b, fields=_listed(rest)))
        return None

    def _join(self, planned: Plan, choices: Choices, records: Records) -> None:
        a, b = planned.a.id, planned.b.id
        join(self.page, planned, choices, records)
        self.page.ledger.close()
        records.changed(a, b)
        self.into[b] = a
        self.counts.merged += 1
        self.counts.forbidden += planned.b.do_not_contact and not planned.a.do_not_contact
        self.counts.circles += len(planned.dropped)

    def _part(self, pairs: Sequence[Found]) -> None:
        apart = []
        for pair in pairs:
            if self.root(pair.a) == self.root(pair.b):
                self.listed.refuse(pair.line, OneAfterAll(a=pair.a, b=pair.b))
            else:
                apart.append((pair.a, pair.b))
        if apart and not self.hopeless:
            self.counts.two = keep_apart(self.page, apart)

    def _refuse(self) -> None:
        refused = self.listed.refused
        if not refused or self.skip_bad:
            return
        count, total, problems = len(refused), self.listed.total, _problems(self.listed)
        if self.undecided < len(refused):
            raise BadPairs(problems=problems, count=count, total=total)
        fields = tuple(
            Phrase("{field} {count}", field=word(key), count=count)
            for key, count in self.fields.most_common()
        )
        raise OpenConflicts(problems=problems, fields=fields, count=count, total=total)


def _listed(conflicts: Sequence[Conflict]) -> object:
    """Return what two say in each of some fields."""
    first, *rest = (problem(MergeConflict, conflict)["text"] for conflict in conflicts)
    for text in rest:
        first = Phrase("{first}; {next}", first=first, next=text)
    return first


def _told(page: Writing, run: _Run, *, dry_run: bool) -> Changed:
    """Return what was done, with the first of those who stand for others now."""
    survivors = list(dict.fromkeys(map(run.root, run.into)))
    spoken = [*_done(run, len(survivors)), *_refused(run.listed)]
    if run.into and not dry_run:
        text = N_(
            "To take all of it back: leadfunnel undo; to part one of them: leadfunnel split {id}"
        )
        spoken.append(said(text, id=next(iter(run.into))))
    understood: dict[str, object] = {
        "merged": run.counts.merged,
        "pairs": [[run.root(a), b] for b, a in run.into.items()],
        "again": run.counts.same,
        "differing": run.counts.differing,
        "two": run.counts.two,
        "left": run.listed.left,
        "problems": _problems(run.listed),
    }
    customers = page.customers(survivors[:SHOWN])
    return Changed(page.ledger.recorded, customers, tuple(spoken), understood)


def _done(run: _Run, survivors: int) -> list[Sentence]:
    counts = run.counts
    spoken = [said(N_("Nobody was merged."))]
    if counts.merged:
        one = N_("{count} customer was merged into another.")
        many = N_("{count} customers were merged into {survivors}.")
        spoken = [counted(one, many, counts.merged, survivors=f"{survivors:,}")]
    for text, count in (
        (N_("Said more than once: {count}."), counts.same),
        (N_("Struck out and left as they are: {count}."), run.listed.left),
        (N_("Left as they are, because the two differ: {count}."), counts.differing),
        (N_("Known as two from now on: {count}."), counts.two),
        (
            N_("Not to be contacted, because one of the two asked for it: {count}."),
            counts.forbidden,
        ),
        (N_("Referrals taken out that would run in a circle: {count}."), counts.circles),
    ):
        if count:
            spoken.append(said(text, count=f"{count:,}"))
    return spoken


def _refused(listed: Listed) -> list[Sentence]:
    problems = _problems(listed)
    spoken = [said(N_("Refused: {what}"), what=one["text"]) for one in problems[:SHOWN]]
    if len(problems) > SHOWN:
        spoken.append(said(N_("... {count} more"), count=f"{len(problems) - SHOWN:,}"))
    return spoken


def _problems(listed: Listed) -> list[dict[str, object]]:
    return [listed.refused[line] for line in sorted(listed.refused)]


def _with_left(changed: Changed, left: Path) -> Changed:
    spoken = said(N_("The refused rows are in {path}."), path=left)
    understood = {**changed.understood, "refused_file": str(left)}
    return replace(changed, said=(*changed.said, spoken), understood=understood)
