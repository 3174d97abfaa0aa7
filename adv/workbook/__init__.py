"""EDGE: any spreadsheet becomes recognised tables and findings.

The way of a file through this package, one module a step:

precheck      is it a spreadsheet, and safe to read?           bytes in, nothing or FileRefused out   (in the child process)
child         reads the cells with calamine                    bytes in, cells out                    (the child process itself)
reading       runs the child within limits                     Upload in, RawWorkbook out
              (process: how one is started; messages: what goes between the two; cells: how columns travel)
layout        where in the sheet tables and headers are        RawSheet in, blocks of columns and header rows out
recognise     which table and which columns these are          RawSheet in, SheetRecognition out
              (columns: one header; evidence: what is in a column; assign: all columns together; notices: what to say of them)
rows          which rows are data                              columns in, data, totals, headings, examples out
values        what one cell says: Parsed; the parsers are in   Cell in, Parsed out
  text, dates, amounts
parse         the recognised columns to typed columns          SheetRecognition in, rows + findings out
check         what only shows between rows and tables          rows in, rows + findings out
              (doors: street, area, household; numbers: of visits and requests; doubles: the same row twice)
intake        all of these in order: the one door into the package
form          the canonical sheets, columns and words
annotate/     the user's own workbook handed back, the cells of findings marked   Upload + findings in, bytes out
marked        whether a workbook was handed back so before
template      the empty workbook that the app hands out, in that form
words/        the words people use for sheets, columns and values, per language
"""
