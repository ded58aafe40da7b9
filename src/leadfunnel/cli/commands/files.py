"""`import`, `export`, `move`."""

from __future__ import annotations

from leadfunnel.services.export_format import Export, NoDocument
from leadfunnel.services.import_declared import Import, check_pairs
from leadfunnel.services.import_file import kinds_asked
from leadfunnel.services.looking import Shape

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def import_(
    desk: Workspace,
    files: p.ImportFiles,
    as_: p.As = None,
    map_: p.Map = None,
    save_map: p.SaveMap = None,
    remark: p.Remarks = None,
    stage_word: p.StageWords = None,
    keep_rest: p.KeepRest = False,
    pipeline: p.PipelineOption = None,
    system: p.System = None,
    currency: p.Currency = None,
    on_duplicate: p.OnDuplicate = "update",
    skip_bad: p.SkipBad = False,
    encoding: p.Encoding = None,
    sheet: p.SheetName = None,
    date_format: p.DateFormat = None,
    source: p.Source = None,
    owner: p.Owner = None,
    dry_run: p.DryRun = False,
) -> None:
    """Read customers, history and deals from files."""
    check_pairs(map_ or ())
    asked = [
        Import(
            path=file,
            mapping=tuple(map_ or ()),
            pipeline=pipeline,
            system=system,
            on_duplicate=on_duplicate,
            skip_bad=skip_bad,
            encoding=encoding,
            sheet=sheet,
            date_format=date_format,
            source=source,
            owner=owner,
            dry_run=dry_run,
            kind=kind,
            currency=currency,
            remark=tuple(remark or ()),
            stage_words=tuple(stage_word or ()),
            keep_rest=keep_rest,
            save_map=save_map,
            related=len(files) > 1,
        )
        for file, kind in zip(files, kinds_asked(files, as_ or ()), strict=True)
    ]
    review = None
    if desk.can_ask and files[0] != "-" and not dry_run:
        from leadfunnel.cli.review import reviewer

        review = reviewer(desk)
    try:
        found = desk.importing.together(asked, desk.stdin_bytes, review)
    finally:
        desk.progress.close()
    desk.show(found)


def export(
    desk: Workspace,
    filter_: p.Filter = None,
    output: p.Output = None,
    force: p.Overwrite = False,
    excel: p.Excel = False,
    format_: p.Format = None,
    owner: p.CalendarOwner = None,
    encrypt: p.EncryptFile = False,
) -> None:
    """Write customers to a file: csv, xlsx, html, vcf, ics, jsonl; or with --json as a document."""
    lines = desk.text("-") if filter_ == ["-"] else None
    words = () if lines is not None else tuple(filter_ or ())
    flags = {"masked": desk.masked, "encrypt": encrypt}
    asked = Export(words, output, force, excel, format_, owner, lines, **flags)
    if desk.options.json and asked.printed:
        if format_ is not None:
            raise NoDocument()
        shape = Shape(limit=None)
        looking = desk.looking
        desk.show(looking.list(words, shape) if lines is None else looking.these(lines, shape))
        return
    desk.deliver(desk.exporting.run(asked))


def move(desk: Workspace, to: p.MoveTo) -> None:
    """Move the whole store to a file or a server."""
    desk.show(desk.moving.move(to))
