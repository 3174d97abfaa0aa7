"""Yearly account (jaarlijkse verantwoording): pure facts, sentences and blocks; at the EDGE `writers` for pdf, docx, xlsx and pptx."""
