"""Stage: calendar expressions and their EDTF values.

`atoms` cuts the text into coded atoms, `patterns` is the grammar over them, `builders` make of its matches what they
say, `items` finds the dated news items of a page, `resolve` turns what an expression says into a value, `component` is
the spaCy component.
"""

from extract.stages.dates.component import Dates, make_dates

__all__ = ["Dates", "make_dates"]
