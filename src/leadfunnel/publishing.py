"""Reports as files: which forms there are, and writing them whole or not at all."""

from __future__ import annotations

import os
from functools import cached_property

from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from leadfunnel.domain.form import Forms
    from leadfunnel.services.results.campaigns import CampaignReport
    from leadfunnel.services.results.report import Report
    from leadfunnel.views.setting import Setting

FORMS = ("html", "xlsx", "md", "json", "png")
SHEETS = ("xlsx", "html")
SUMMARIES = ("html", "xlsx", "json")


class NoReportForm(UnreadableError):
    """The name of the file does not say what to write."""

    code = "unknown_ending"
    message = N_("The ending of {path} is none that a report can have: one of {endings}.")
    hint = N_("For example: leadfunnel report --week -o review.html")


class NoSheetForm(UnreadableError):
    """The name of the file does not say what to write of a sale event."""

    code = "unknown_ending"
    message = N_("The ending of {path} is none of {endings}.")
    hint = N_("For example: leadfunnel campaign sheet --guide 小李 -o li.xlsx")


class SameFile(UnreadableError):
    """Two outputs are one file."""

    code = "same_file"
    message = N_("{path} is named twice.")


class ReportIsStore(RefusedError):
    """A report must not replace the store it comes from."""

    code = "output_is_store"
    message = N_("{path} is the store itself: nothing was written.")
    hint = N_("Name another file with --output.")


class Publishing:
    """How the workspace writes reports."""

    if TYPE_CHECKING:

        @cached_property
        def setting(self) -> Setting:
            """What the views need to know."""
            ...

        @cached_property
        def store_path(self) -> str:
            """Where the store lies."""
            ...

        def show(self, result: object) -> None:
            """Print a result."""
            ...

    def publish(self, draw: Callable[[], Report], files: Sequence[str], *, force: bool) -> None:
        """Write a report to each of the files, by their endings, and say so.

        Names are checked first and every file is made before one is written.
        """
        from leadfunnel.adapters import private_files
        from leadfunnel.services.results.changed import Done

        paths = self._paths(files, force=force)
        report = draw()
        made = [(path, self.rendered(report, form)) for path, form in paths]
        for path, data in made:
            private_files.write_bytes(path, data, force=force)
        sizes = [(str(path), len(data)) for path, data in made]
        told = tuple(
            said(N_("Report in {path}: {count} bytes."), path=path, count=f"{size:,}")
            for path, size in sizes
        )
        record = {"files": [{"path": path, "bytes": size} for path, size in sizes]}
        self.show(Done("report_files", told, record))

    def publish_forms(self, forms: Forms, file: str, *, force: bool) -> None:
        """Write sheets to be filled in to a file, by its ending, and say so."""
        path, form = self._paths([file], force=force, forms=SHEETS)[0]
        self._put("campaign-sheet", path, self._filled(forms, form), _counted(forms, path), force)

    def publish_all_forms(self, every: Sequence[Forms], place: str, *, force: bool) -> None:
        """Write everybody's sheets: into one file by its ending, or one file each into a folder."""
        from pathlib import Path

        from leadfunnel.domain.form import bound, file_names

        if Path(place).suffix and not Path(place).is_dir():
            self.publish_forms(bound(every), place, force=force)
            return
        names = [os.path.join(place, f"{name}.xlsx") for name in file_names(every)]
        paths = self._paths(names, force=force, forms=SHEETS)
        made = [
            self._filled(forms, form) for forms, (_path, form) in zip(every, paths, strict=True)
        ]
        self._put_all([path for path, _form in paths], made, every, force=force)

    def _put_all(
        self, paths: Sequence[Path], made: Sequence[bytes], every: Sequence[Forms], *, force: bool
    ) -> None:
        from leadfunnel.adapters import private_files
        from leadfunnel.services.results.changed import Done

        private_files.make_folder(paths[0].parent)
        for path, data in zip(paths, made, strict=True):
            private_files.write_bytes(path, data, force=force)
        told = [_counted(forms, path) for forms, path in zip(every, paths, strict=True)]
        record: dict[str, object] = {
            "people": sum(one.people for one in every),
            "guides": [{"name": one.whose, "people": one.people} for one in every],
            "files": [
                {"path": str(path), "bytes": len(data)}
                for path, data in zip(paths, made, strict=True)
            ],
        }
        self.show(Done("campaign-sheet", tuple(sentence for sentence, _ in told), record))

    def _filled(self, forms: Forms, form: str) -> bytes:
        """Return sheets as a file of one form, phones hidden where all are."""
        if self.setting.masked:
            from leadfunnel.views import masking

            forms = masking.forms(forms, self.setting.region)
        if form == "html":
            from leadfunnel.views.reports.forms import forms_page

            return forms_page(forms).encode()
        from leadfunnel.adapters.forms import workbook

        return workbook(forms.forms)

    def publish_campaign(self, report: CampaignReport, file: str, *, force: bool) -> None:
        """Write the summary of a sale event to a file, by its ending, and say so."""
        path, form = self._paths([file], force=force, forms=SUMMARIES)[0]
        if form == "html":
            from leadfunnel.views.reports.campaign_book import campaign_book
            from leadfunnel.views.reports.page import page

            data = page(campaign_book(report, self.setting)).encode()
        elif form == "json":
            from leadfunnel.views.documents import document
            from leadfunnel.views.show import json_text

            data = json_text(document(report, self.setting)).encode()
        else:
            from leadfunnel.adapters.forms import workbook
            from leadfunnel.services.campaign_summary import summary_forms

            data = workbook(summary_forms(report))
        text = N_("The summary of {name} is in {path}.")
        told = said(text, name=report.campaign.name, path=path)
        record: dict[str, object] = {"campaign": report.campaign.name}
        self._put("campaign-summary", path, data, (told, record), force)

    def _put(
        self,
        kind: str,
        path: Path,
        data: bytes,
        told: tuple[Sentence, dict[str, object]],
        force: bool,
    ) -> None:
        from leadfunnel.adapters import private_files
        from leadfunnel.services.results.changed import Done

        private_files.write_bytes(path, data, force=force)
        sentence, record = told
        record["files"] = [{"path": str(path), "bytes": len(data)}]
        self.show(Done(kind, (sentence,), record))

    def _paths(
        self, files: Sequence[str], *, force: bool, forms: Sequence[str] = FORMS
    ) -> list[tuple[Path, str]]:
        from contextlib import suppress
        from pathlib import Path

        from leadfunnel.adapters import private_files

        found: list[tuple[Path, str]] = []
        for file in files:
            path = Path(file)
            form = path.suffix.lower().removeprefix(".")
            if form not in forms:
                endings = ", ".join(f".{name}" for name in forms)
                raise (NoReportForm if forms == FORMS else NoSheetForm)(path=file, endings=endings)
            if any(path == other for other, _form in found):
                raise SameFile(path=file)
            with suppress(OSError):  # whatever is wrong with the path is found when writing
                if (
                    path.exists()
                    and os.path.exists(self.store_path)
                    and path.samefile(self.store_path)
                ):
                    raise ReportIsStore(path=file)
            private_files.check_free(path, force=force)
            found.append((path, form))
        return found

    def rendered(self, report: Report, form: str) -> bytes:
        """Return a report in one form: html, xlsx, md, json or png."""
        if form == "json":
            from leadfunnel.views.documents import document
            from leadfunnel.views.show import json_text

            return json_text(document(report, self.setting)).encode()
        from leadfunnel.views.reports.booklet import booklet

        book = booklet(report, self.setting)
        if form == "md":
            from leadfunnel.views.reports.markdown import markdown

            return markdown(book).encode()
        if form == "xlsx":
            from leadfunnel.adapters.report_workbook import workbook

            return workbook(book)
        if form == "png":
            from leadfunnel.adapters.pictures import png
            from leadfunnel.views.reports.poster import poster

            return png(poster(book), book.language)
        from leadfunnel.views.reports.page import page

        return page(book).encode()


def _counted(forms: Forms, path: Path) -> tuple[Sentence, dict[str, object]]:
    told = said(N_("{count} people on the sheets in {path}."), count=forms.people, path=path)
    return told, {"people": forms.people}
