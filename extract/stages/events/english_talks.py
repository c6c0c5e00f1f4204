"""Words of talks and speeches in English sentences: what tells that two sides met, or that somebody spoke in public."""

from __future__ import annotations

import re

#: `is planned to [sign]`
DUE_TO = re.compile(r"\b(?:planned|expected|set|due|scheduled|going|is|are|plans?) to (?:also )?$")
#: `the Minister's recent [visit]`
RECENT = re.compile(r"\b(?:recent|latest|just-concluded)\s+(?:[\w-]+\s+){0,2}$")
#: `said in [an interview]`, `told [a news conference]`
TOLD_AT = re.compile(
    r"\b(?:(?:said|says|told|stated|announced|noted|reported|stressed|spoke)\b[^.;\"]{0,60}?\b(?:in|at|during)"
    r"|told|addressed|addressing|holds|gave|gives|granted)\s+(?:an?|the|his|her|its|their)\s+(?:[\w-]+\s+){0,3}$"
)
IN_AN = re.compile(
    r"\s*(?:In|At|During|Speaking (?:at|in|during)|Addressing) (?:an?|the|his|her|its|their|today's)\s"
    r"(?:[\w-]+\s+){0,3}$"
)
#: what two sides talk of, which alone does not tell that they met
DISCUSSING = re.compile(r"(?:discuss|exchanged views|talk(?:s|ed)? (?:about|over))")
TALKED_WITH = re.compile(r"(?:down|conferr?(?:ed|s)?|consulted) with$")
#: `A [and] B`, `A, B`, `the heads of A and B`
JOINTLY = re.compile(r",| and ")
SAID_BEFORE = re.compile(r"\b(?:said|says|told|noted|added|stressed|that|which|who|where|when)\s")
