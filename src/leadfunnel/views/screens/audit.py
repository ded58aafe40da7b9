"""The honesty check: what to look at, by kind, with the evidence and how to settle it."""

from __future__ import annotations

from leadfunnel.domain.audit import FINDINGS, Finding
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.audit import AuditReport
from leadfunnel.views.layout import BLANK, Block, Rule, Span, line
from leadfunnel.views.names import listed, more_words
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import customer_words, deal_words, say

SHOWN = 20


def audit(report: AuditReport, setting: Setting) -> list[Block]:
    """Return the findings under their headings, the promise that they change nothing last."""
    blocks: list[Block] = []
    top = seen_lines(report.seen, setting)
    for code, title in FINDINGS.items():
        found = [one for one in report.findings if one.code == code]
        if found:
            blocks += [*_heading(_(title), len(found)), *_findings(found, report, setting), BLANK]
    if report.unbought:
        blocks += [*_unbought(report, setting), BLANK]
    if report.keen_grades:
        blocks += [*_keen(report), BLANK]
    if not blocks:
        blocks.append(line(_("Nothing to look at."), hang=2))
    return [*top, *blocks, Rule(), *(line(Span(text, "dim"), hang=2) for text in foot(report))]


def _heading(title: str, count: int) -> list[Block]:
    return [line(Span(f"{title} ({count:,})", "title"))]


def _findings(found: list[Finding], report: AuditReport, setting: Setting) -> list[Block]:
    blocks: list[Block] = []
    for one in found[:SHOWN]:
        view = report.views[one.deal.id]
        parts = [say(one.evidence, setting), *one.people]
        blocks.append(line(deal_words(view, setting), indent=2, hang=4))
        blocks.append(line(Span(listed(parts), "warn"), indent=4, hang=6))
        blocks.append(line(Span(one.settle, "dim"), indent=4, hang=6))
    if len(found) > SHOWN:
        blocks.append(line(Span(more_words(len(found) - SHOWN), "dim"), indent=2))
    return blocks


def _unbought(report: AuditReport, setting: Setting) -> list[Block]:
    count = len(report.unbought) + report.unbought_more
    blocks = _heading(_("At a won stage without a purchase: one of unknown amount"), count)
    for customer in report.unbought:
        blocks.append(line(customer_words(customer, setting), indent=2, hang=4))
        settle = f"leadfunnel buy {customer.id} PRODUCT:1:AMOUNT"
        blocks.append(line(Span(settle, "dim"), indent=4, hang=6))
    if report.unbought_more:
        blocks.append(line(Span(more_words(report.unbought_more), "dim"), indent=2))
    return blocks


def _keen(report: AuditReport) -> list[Block]:
    """Return who calls so many keen that the list says little."""
    blocks = _heading(_("Graded keen more often than likely"), len(report.keen_grades))
    for one in report.keen_grades:
        text = _("{name}: {keen} of {graded} people, {share}")
        told = text.format(
            name=one.name, keen=one.keen, graded=one.graded, share=percent(one.share)
        )
        blocks.append(line(told, indent=2, hang=4))
    return blocks


def foot(report: AuditReport) -> list[str]:
    """Return what was not looked at one by one, and that a finding changes nothing."""
    lines = []
    if report.imported_deals or report.imported_customers:
        text = _(
            "Imported, and not looked at one by one: {deals} deals; {customers} customers at a won "
            "stage without a purchase."
        )
        lines.append(
            text.format(
                deals=f"{report.imported_deals:,}", customers=f"{report.imported_customers:,}"
            )
        )
    if report.hidden:
        text = ngettext(
            "{count} finding about others' deals is for managers.",
            "{count} findings about others' deals are for managers.",
            report.hidden,
        )
        lines.append(text.format(count=f"{report.hidden:,}"))
    lines.append(_("A finding changes nothing: not sales, not attainment, not commission."))
    return lines
