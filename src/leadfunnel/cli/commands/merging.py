"""`duplicates`, `merge`, `split`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class TwoAlike(UnreadableError):
    """`--not` is about a pair, a search about one customer or all."""

    code = "two_alike"
    message = N_("Say which two are not the same: leadfunnel duplicates --not A B.")


class TwoToMerge(UnreadableError):
    """A merge is of two customers, or of the pairs of a list."""

    code = "two_to_merge"
    message = N_("Say two customers, A and B, or a list of pairs with --file.")
    hint = N_("For example: leadfunnel merge 12 34, or leadfunnel merge --file pairs.csv")


class NotTogether(UnreadableError):
    """Two ways to say what is meant exclude each other."""

    code = "not_together"
    message = N_("{flag} does not go with {other}.")


class NeedsOther(UnreadableError):
    """A flag says nothing without another."""

    code = "needs_other"
    message = N_("{flag} says nothing without {other}.")


class OneAlike(UnreadableError):
    """A search is about one customer, or about all."""

    code = "one_alike"
    message = N_("Say one customer, or none for all.")
    hint = N_("To say that two are not the same: leadfunnel duplicates --not A B")


def _refuse(error: type[UnreadableError], other: str, flags: Mapping[str, object]) -> None:
    """Raise an error about the first of these flags that was given."""
    for flag, given in flags.items():
        if given not in (None, False, [], ()):
            raise error(flag=flag, other=other)


def duplicates(
    desk: Workspace,
    who: p.PairWhos = None,
    not_: p.NotAlike = False,
    limit: p.Limit = None,
    output: p.PairsOutput = None,
    force: p.Overwrite = False,
) -> None:
    """Propose customers that may be one, or remember that two are two."""
    named = who or []
    if output is None:
        _refuse(NeedsOther, "--output FILE", {"--force": force})
    if not_:
        _refuse(NotTogether, "--not", {"--output": output})
        if len(named) != 2:
            raise TwoAlike()
        desk.show(desk.duplicates.dismiss((named[0], named[1])))
        return
    if len(named) > 1:
        raise OneAlike()
    about = named[0] if named else None
    if output is None:
        desk.show(desk.duplicates.search(about, limit))
        return
    from leadfunnel.services.exporting import Exported
    from leadfunnel.services.pair_list import Wanted

    asked = Wanted(output, about, limit, force=force, masked=desk.masked)
    found = desk.pair_lists.write(asked)
    if isinstance(found, Exported):
        desk.deliver(found)
    else:
        desk.show(found)


def merge(
    desk: Workspace,
    a: p.FirstWho = None,
    b: p.SecondWho = None,
    keep: p.KeepSide = None,
    take: p.TakeSide = None,
    file: p.PairsFile = None,
    conflicts: p.Conflicts = None,
    skip_bad: p.SkipBadPairs = False,
    encoding: p.Encoding = None,
    sheet: p.SheetName = None,
    dry_run: p.DryRun = False,
) -> None:
    """Make two records of one customer one, or do it for every pair of a list."""
    if file is not None:
        _refuse(NotTogether, "--file", {"A": a, "--keep": keep, "--take": take})
        from leadfunnel.services.import_declared import Import

        asked = Import(file, encoding=encoding, sheet=sheet, skip_bad=skip_bad, dry_run=dry_run)
        try:
            merged = desk.merging_many.merge(asked, desk.stdin_bytes, conflicts or "refuse")
        finally:
            desk.progress.close()
        desk.show(merged)
        return
    many = {"--conflicts": conflicts, "--skip-bad": skip_bad, "--encoding": encoding}
    _refuse(NeedsOther, "--file FILE", {**many, "--sheet": sheet})
    if a is None or b is None:
        raise TwoToMerge()
    desk.show(desk.merging.merge((a, b), keep=keep, take=take or (), dry_run=dry_run))


def split(
    desk: Workspace,
    who: p.WhoOrOperation,
    keep: p.KeepSide = None,
    take: p.TakeSide = None,
    give: p.Give = None,
    dry_run: p.DryRun = False,
) -> None:
    """Take a merge back."""
    desk.show(
        desk.splitting.split(who, keep=keep, take=take or (), give=give or (), dry_run=dry_run)
    )
