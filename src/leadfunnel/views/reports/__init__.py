"""Reports as files: one booklet of exhibits, set as a page, a workbook, Markdown or a picture."""
