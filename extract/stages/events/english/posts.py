"""Posts in English lists of people: whose they are, and who only serves the one that is named. Patterns alone."""

from __future__ import annotations

from extract.language.later import later

_SERVE = (
    r"(?:(?i:assistants?|aides?|advis[eo]rs?|counsel(?:l?or|s)?|representatives?|envoys?|spokes\w+|secretary"
    r"|chief of staff"
    r"|head of the (?:office|administration)|deputy|staff|office|administration|wife|husband|son|daughter|brother))"
    r" (?:to|of|for) (?:the )?"
)
#: whose assistant somebody is stands behind: `Assistant to the [President]`
SERVES = later(rf"\b{_SERVE}(?:H\.E\. |Mr\.? )?$")
SERVING = later(
    rf"(?:[A-Z]\w+ )*{_SERVE}(?=(?:[A-Z]\w+ ){{0,2}}(?:President|Minister|Secretary|Chairman|Director|Head))"
)
_POST = (
    r"(?:[Cc]ommander|[Cc]hief|[Hh]ead|[Dd]irector|[Mm]inister|[Ss]ecretary|[Cc]hair\w*|President|[Rr]epresentative"
    r"|Ambassador|Deputy|[Aa]dvis[eo]r|[Cc]o-?ordinator|Rector|[Ee]nvoy|Governor|Commissioner|Prosecutor"
    r"|Counsellor|Attach[eé])"
)
#: behind a name, the posts of its bearer
POSTS = later(rf", (?:the |an? )?(?:[\w-]+ ){{0,3}}?{_POST}\w?\b(?<!s)")
ITEMS = later(r",? and (?:the )?|, (?:the )?")
POST_ITEM = later(rf"(?:[A-Z][\w-]* ){{0,3}}?{_POST}\b")
