"""English names of instruments: capitals, a head noun, its complements and a year."""

from __future__ import annotations

import re

from extract.document import Mention, Organization, sentences
from extract.stages.documents.candidates import Finder, Name

_HEAD = (
    r"(?:Letter of (?:Agreement|Intent|Understanding)|Convention|Treaty|Agreement|"
    r"Protocol|Memorandum(?: of Understanding)?|M[oO]U|Strategy|Programme|Program|Action Plan|"
    r"Plan|Concept|Declaration|Statement|Charter|Resolution|Communiqu[eé]|Road ?[Mm]ap|Covenant|Agenda|Act|Decree|Law|"
    r"Statute|Report|Code|Guidelines?|Regulations?|Roadmap|Recommendations|Framework|Sub-?programme(?: \d)?"
    r"|Arrangement|Decision|Vision(?= (?:- )?20\d\d))"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
#: `signed a Memorandum of Understanding in October`, `adopted the Statement on Thursday`
_CAP = rf"(?!(?:{_MONTHS}|{_WEEKDAYS}|No)\b)[A-Z][\w'&-]*"
_NOT_FIRST = r"(?!(?:The|This|That|These|A|An|In|On|At|For|Our|We|It|Its|As|By|And|With|From|Of|To|All|Both|Under)\b)"
#: `Passenger and Cargo Control Programme`: what stands before `and` in the name
_FIELD = (
    r"(?:(?:[A-Z][\w-]* )?(?:Passenger|Cargo|Ports?|Disasters?|Trade|Food|Water|Energy|Climate|Education|Health)"
    r" and (?=[A-Z]))?"
)
_COMPLEMENT = (
    # `Plan of staff training for 2027`, `Vision - 2040`
    rf"(?: of(?: {_CAP})?(?: (?!and\b)[a-z][a-z-]+){{1,3}} for \d{{4}}(?:[-–]\d{{4}})?(?!\w)|(?<=Vision) - 20\d\d"
    # `adoption of the Convention in the UN`: where, not what
    rf"| (?:of|for|on|against|in(?! the [A-Z]{{2,}}\b)|to|concerning)(?: the)?(?: {_CAP})+"
    rf"| between(?: the)?(?: {_CAP}(?: of(?: the)?)?)+ and(?: the)?(?: {_CAP}(?: of(?: the)?)?)+"
    # `between the Ministries of Foreign Affairs`, `between the two secretariats`
    rf"| between the (?:two |three )?(?:[A-Z][a-z]+(?:ies|ents|ces|ments|tors) of(?: {_CAP})+|(?:two|three) [a-z]+s\b)"
    # `Sub-programme 1 "Countering crime"`
    r"|(?<=programme \d) \"[A-Z][^\"\n]{5,160}\""
    rf"| and(?! (?:{_CAP} ){{0,4}}{_HEAD}\b)(?: {_CAP})+(?!\w* (?:is|are|was))"
    # `Strategy for Combating Terrorism, Separatism and Extremism for 2026-2028`
    rf"|(?:, {_CAP}(?: {_CAP})?)+,? and {_CAP}(?: {_CAP})?(?= (?:for|of|in) | \d|[.,;]| (?:was|were|will|is|has)\b)"
    # `Joint Statement of the 3rd meeting of the Dialogue`
    rf"| (?:of|from) the (?:\d+(?:st|nd|rd|th)|\w+(?:st|nd|rd|th)) (?:\w+ )?(?:meeting|session|summit|round)"
    rf"(?: of(?: the)?(?: {_CAP})+)?"
    rf"| of the (?:Heads|Ministers|Presidents|Leaders)(?: of(?: {_CAP})+)?"
    # `Programme of Cooperation of the SCO Member States in Countering Terrorism`
    r"| of (?:partnership|cooperation|friendship|consultations|measures)\b"
    rf"| covering \d{{4}}[-–]\d{{4}}"
    # `Memorandum of Understanding (MoU) on Drug Control`: the short form in the middle
    r"| \([A-Z][A-Za-z-]{1,11}\)(?= (?:of|for|on|against|between|concerning) (?:the )?[A-Z])"
    r"| for the (?:period|years) (?:of |from )?\d{4}(?:[-–]\d{2,4})?"
    r"| (?:of|for|in) \d{4}(?:[-–]\d{4})?| \(\d{4}\)| \d{4}(?:[-–]\d{4})?(?! (?:at|by|in)\b)"
    rf"| of \d{{1,2}} (?:{_MONTHS}) \d{{4}}| No\.? ?\d+(?:/\d+)?)"
)
#: papers that bear no other name, with a capital: `in accordance with the Rules of Procedure`
_OTHERS = r"(?:Rules of Procedure|Terms of Reference|Plan of Action|Final Act|Outcome Document)"
#: heads that name an instrument without more
_BARE_NAMES = ("Letter of ", "Rules of ", "Terms of ", "Plan of ")
#: a title in lower case after what signs or drafts it: `a draft Protocol on the exchange of data`
_LOWER_TITLE = re.compile(
    r"(?: (?:on|for|concerning)(?: the| a| an)?"
    r"(?: (?!(?:is|are|was|were|will|has|have|had|that|which|who|said|held|with|by|at|as|from|between|signed|and"
    r"|be|been|would|shall|should|may|can|could|must|during|after|before|today|following|when|while|upon)\b)"
    r"[a-z][a-z-]*){2,14}(?: and (?!\w+ed\b)[a-z-]+(?: (?:of|for|from)(?: the)?(?: (?!and\b)[a-z-]+){1,4}| passports"
    r"| services| bodies| authorities| agencies)?){0,2}(?: (?:at|in|through|within) the [a-z]+ of [A-Z]\w+)?)"
)
#: heads of which a lower-case title makes a name
_TITLED = frozenset(("Protocol", "Agreement", "Memorandum", "Convention", "Treaty", "Declaration", "Resolution", "Law"))
_TITLED_IN_CAPITALS = _TITLED | {"Statement", "Programme", "Program", "Strategy", "Arrangement", "Letter of Agreement"}
#: small words left at the end of a title
_DANGLING = re.compile(r"(?: (?:of|for|on|the|a|to|in|and))+$")
_BARE = re.compile(rf"\b(?P<head>{'|'.join(sorted(_TITLED))})\b(?P<rest> of Understanding)?(?={_LOWER_TITLE.pattern})")
#: `a draft memorandum of understanding between the Centre and the Ministry of ...`: in lower case whose it is tells it
_LOWER_BETWEEN = re.compile(
    r"\b(?P<head>memorandum|agreement|protocol|treaty|declaration|contract|accord|program(?:me)?|cooperation plan)"
    r"(?: of understanding)?(?: (?:on|of)(?: [a-z][a-z-]*){1,8})?"
    rf" between(?: the)?(?: {_CAP}(?: (?:of|for)(?: the)?)?)+"
    rf" and(?: the)?(?: {_CAP}(?: (?:of|for(?! \d| the (?:period|years)))(?: the)?)?)+"
    r"(?: (?:for|of) (?:the (?:period|years) (?:of )?)?\d{4}(?:[-–]\d{2,4})?)?"
)
#: a word of a title in lower case; a verb, a place or a day ends it
_TITLE_WORD = (
    r"(?:(?<=exemption )from|(?<=protection )from|(?<=withdrawal )from"
    r"|(?!(?:is|are|was|were|will|has|have|had|that|which|who|said|held|with|by|at|as|from|signed|during|after|before"
    r"|be|been|would|shall|should|may|can|could|must|today|following|when|while|upon)\b"
    r"|and \w+ed\b|in (?:\d|[A-Z])|on (?:\d|\w+day\b))[\w'-]+)"
)
#: an instrument of which nothing has a capital, with its title: `protocol on the exchange of data`
_LOWER_NAME = (
    r"(?P<name>(?:\d{4} )?(?:[A-Z]{2,6} )?(?:(?:joint|bilateral|framework|intergovernmental|inter-?state|interagency"
    r"|military|annual|targeted|collective|security|cooperation|trilateral|multilateral|comprehensive|strategic|mutual"
    r"|general|interdepartmental|inter-?ministerial|(?:two|three|four|five)-year) ){0,4}"
    r"(?P<head>protocol|memorandum|agreement|treaty|declaration|arrangement|convention|strategy|work plan|action plan"
    r"|statement|communiqu[eé]|contract|accord|charter"
    r"|plan of action|cooperation plan|plan of (?:military )?cooperation|plan|[Rr]oad ?[Mm]ap|Action Plan|programme"
    r"|program|letter of intent|law)"
    r"(?: of understanding)?"
    rf"(?P<title> (?:on|of|for|concerning)(?! \d{{1,2}} [A-Z]| [A-Z]\w+day\b| [\d.]+ (?:million|thousand))"
    rf"(?: {_TITLE_WORD}(?:,(?= [a-z]))?){{0,13}} {_TITLE_WORD})?)"
)
#: `signed a protocol on the exchange of data`, `endorsed the work plan for 2026`
_SIGNED = re.compile(
    r"\b(?:sign(?:ed|s|ing of)?|adopt(?:ed|s|ion of)?|endors(?:ed|es)|approv(?:ed|es)|ratif(?:y|ied|ies|ication of)"
    r"|initialled|concluded|implementation of|implement(?:ed|ing)?"
    # `Also approved by the Council were a plan of ...`
    r"|(?:approved|adopted|signed)(?: by(?: the| [A-Z][\w'-]*| of| and){1,12})? (?:was|were)"
    r"|(?:approved|adopted|signed)[^.;()]{5,160}, and"
    r") (?:(?:a|an|the|their|its|new|draft|updated|bill on(?: the)?(?: ratification of)?) ){1,4}"
    rf"{_LOWER_NAME}"
)
#: `the protocol on data exchange was signed`
_WAS_SIGNED = re.compile(
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]heir) (?:(?:draft|new) )?{_LOWER_NAME}"
    r"(?= (?:(?:was|were|is|are|will be|has been|had been) (?:\w+ly )?(?:signed|adopted|approved|ratified|endorsed"
    r"|concluded|initialled|submitted)\b|(?:had )?entered? into force|(?:will|would|shall) enter into force))"
)
_IN_QUOTES = re.compile(
    r"\b(?P<head>bill|law|decree|resolution|declaration|programme|program|strategy|agreement|convention|concept"
    r"|statement|communiqu[eé]|treaty|protocol|plan|appeal|document)"
    r' "(?P<name>[A-Z][^"]{7,180}[^".,])[.,]?"'
)
#: the same inside a quotation
_IN_MARKS = re.compile(rf"{_IN_QUOTES.pattern.split(' ')[0]} '(?P<name>[A-Z][^'\"\n]{{7,180}}[^'\".,])[.,]?'")
_NAME = re.compile(
    rf"\b(?:\d{{4}}(?:[-–]\d{{4}})? )?{_NOT_FIRST}(?:{_OTHERS}|{_FIELD}(?:{_CAP} ){{0,7}}{_HEAD})\b(?! [A-MO-Z])"
    rf"(?! (?:office|team|staff|officer|manager|coordinator)\b)(?:{_COMPLEMENT})*"
)
_SHORT = re.compile(
    r"\b[Tt]he "
    r"(?P<head>Memorandum of Understanding|Convention|Treaty|Agreement|Protocol|Memorandum|Strategy|Programme"
    r"|Declaration|Statement|Charter|"
    r"Resolution|Arrangement|Action Plan|Road ?[Mm]ap)\b(?! (?:of|on|for|against|between|[A-Z]))"
)
#: `adopted a Declaration that stressed`: told for the first time, without a title
_NEW = re.compile(
    r"\b(?:adopt|sign|issu|endors|approv)(?:ed|s|es|ing) an? (?:new |joint |final )?"
    r"(?P<head>Declaration|Statement|Resolution|Communiqu[eé])\b(?! (?:of|on|for|against|between|in the|[A-Z]))"
)
_SIGNED_BEHIND = re.compile(r" (?:signed|concluded|dated|reached)\b")
_ABBREVIATED = re.compile(r"\bM[oO]U\b")
#: from a paper to the one that it is about
_ABOUT_ANOTHER = re.compile(
    r"(?: (?:on|for)(?: the)?)?"
    r"(?: (?:[a-z]+ and )?(?:amendments?|additions?|changes|accession|implementation|ratification))?"
    r"(?: (?:to|of) the )(?=[A-Z])"
)
#: `a draft protocol on the exchange of data`
_DRAFTED = re.compile(
    rf"\b(?:[Tt]he|[Aa]|[Ii]ts|[Tt]heir) (?:(?:revised|updated|new|first) )?draft "
    rf"(?!(?:[\w-]+ )?(?:law|plan|programme)\b){_LOWER_NAME}"
)
#: `sub-programme 1 "Countering crime"`, `sub-programme on "Countering crime"`
_PART = re.compile(r"\b(?P<head>[Ss]ub-?programme)(?: \d)?(?: on)? \"[A-Z][^\"\n]{5,160}\"")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d(?:[-–](?:19|20)\d\d)?)(?!\d)")


def english_names(finder: Finder) -> list[Name]:
    """Instruments in English sentences."""
    found: list[Name] = []
    organizations = [m for m in finder.doc._.organizations if m.language == "en"]
    for sent in sentences(finder.doc):
        if sent.language != "en":
            continue
        flat = finder.copy[sent.start_char : sent.end_char].replace("\n", " ")
        for match in _NAME.finditer(flat):
            text = match[0]
            head = re.search(_OTHERS, text) or re.search(_HEAD, text)
            if head is None or (text == head[0] and not text.startswith(_BARE_NAMES)):
                continue
            begin = sent.start_char + match.start()
            finish = begin + len(text)
            outer = next((m for m in organizations if m.start <= begin < m.end and m.end > begin + head.end()), None)
            if outer is not None:
                continue
            finish += _title_length(flat, match.end(), head[0])
            finish = max(finish, sent.start_char + _of_another(flat, finish - sent.start_char))
            # a body that the name ends in the middle of belongs to it as a whole
            finish = max([finish, *(m.end for m in organizations if begin < m.start < finish < m.end)])
            span = finder.word_span(begin, finish)
            if span is None:
                continue
            years = _YEARS.findall(finder.copy[begin:finish])
            name = Name(
                *span, span[0], _noun(head[0]), "document.english", begin, finish, kind="english", years=years[:1]
            )
            name.issuer = _issuer(organizations, begin, finish)
            found.append(name)
            found += _nested(finder, begin, text)
        found += _parts(finder, sent.start_char, flat, found)
        found += _quoted(finder, sent.start_char, flat, found)
        found += _between(finder, sent.start_char, flat)
        found += _signed(finder, sent.start_char, flat, found)
        found += _lower_titles(finder, sent.start_char, flat, found)
        found += _short_forms(finder, sent.start_char, flat, found)
    return found


def _title_length(flat: str, end: int, head: str) -> int:
    """Length of the lower-case title after a name: `Joint Statement [on synthetic drugs]`."""
    title = _LOWER_TITLE.match(flat, end) if head in _TITLED_IN_CAPITALS else None
    return len(_DANGLING.sub("", title[0])) if title is not None else 0


def _of_another(flat: str, end: int) -> int:
    """`Protocol on amendments [to the Agreement on Trade]`: the end of the paper that another one is about."""
    joint = _ABOUT_ANOTHER.match(flat, end)
    inner = _NAME.match(flat, joint.end()) if joint is not None else None
    if joint is None:
        return end
    if inner is None or not re.search(_HEAD, inner[0]):
        bare = _BARE.match(flat, joint.end())
        title = _LOWER_TITLE.match(flat, bare.end()) if bare is not None else None
        return joint.end() + len(_DANGLING.sub("", flat[joint.end() : title.end()])) if title is not None else end
    return inner.end() + _title_length(flat, inner.end(), inner[0])


def _nested(finder: Finder, begin: int, text: str) -> list[Name]:
    """`Sub-programme 2 of the UNODC Programme for Central Asia 2022-2025`: the programme that it is part of."""
    joint = re.match(r"Sub-?programme(?: \d)? of (?:the )?", text)
    inner = text[joint.end() :] if joint is not None else ""
    if joint is None or not _NAME.fullmatch(inner):
        return []
    span = finder.word_span(begin + joint.end(), begin + len(text))
    if span is None:
        return []
    years = _YEARS.findall(inner)[:1]
    start, end = begin + joint.end(), begin + len(text)
    return [Name(*span, span[0], "programme", "document.english", start, end, kind="english", years=years)]


def _parts(finder: Finder, start: int, flat: str, taken: list[Name]) -> list[Name]:
    """`within sub-programme 1 "Countering crime"`: the part with its title."""
    found = []
    for match in _PART.finditer(flat) if "rogramme" in flat else ():
        begin, finish = start + match.start(), start + match.end()
        span = finder.word_span(begin, finish)
        if span is not None and not any(n.begin <= begin < n.finish for n in taken):
            found.append(Name(*span, span[0], "sub-programme", "document.english", begin, finish, kind="english"))
    return found


def _quoted(finder: Finder, start: int, flat: str, taken: list[Name]) -> list[Name]:
    """`the bill "On amendments to the Criminal Code"`: a title in quotation marks after what it is the title of."""
    found: list[Name] = []
    for match in (*_IN_QUOTES.finditer(flat), *_IN_MARKS.finditer(flat)):
        begin, finish = start + match.start("name"), start + match.end("name")
        span = finder.word_span(begin, finish)
        if span is not None and not any(n.begin <= begin and finish <= n.finish for n in taken):
            found.append(Name(*span, span[0], match["head"].lower(), "document.english", begin, finish, kind="english"))
    return found


def _between(finder: Finder, start: int, flat: str) -> list[Name]:
    """`memorandum of understanding between CARICC and the Gulf Centre`, whose noun has no capital."""
    found = []
    for match in _LOWER_BETWEEN.finditer(flat):
        text = _DANGLING.sub("", match[0])
        begin = start + match.start()
        span = finder.word_span(begin, begin + len(text))
        if span is not None:
            head, finish, years = match["head"], begin + len(text), _YEARS.findall(text)[:1]
            found.append(Name(*span, span[0], head, "document.english", begin, finish, kind="english", years=years))
    return found


def _signed(finder: Finder, start: int, flat: str, taken: list[Name]) -> list[Name]:
    """Instruments in lower case that somebody signs, adopts or carries out, with their title or year."""
    found: list[Name] = []
    for match in (*_SIGNED.finditer(flat), *_WAS_SIGNED.finditer(flat), *_DRAFTED.finditer(flat)):
        text = _DANGLING.sub("", match["name"])
        vague = match["head"] in {"plan", "programme", "program", "work plan"} and not _YEARS.search(text)
        titled = match["title"] is not None and not vague
        begin = start + match.start("name")
        if not (titled or text[:1].isdigit()) or any(
            n.begin < begin + len(text) and begin < n.finish for n in (*taken, *found)
        ):
            continue
        span = finder.word_span(begin, begin + len(text))
        if span is not None:
            years = _YEARS.findall(text)[:1]
            head, finish = match["head"].split()[0], begin + len(text)
            found.append(Name(*span, span[0], head, "document.english", begin, finish, kind="english", years=years))
    return found


def _lower_titles(finder: Finder, start: int, flat: str, taken: list[Name]) -> list[Name]:
    """`Protocol on the exchange of data concerning stolen vehicles`: only the noun has a capital."""
    found = []
    for match in _BARE.finditer(flat):
        title = _LOWER_TITLE.match(flat, match.end())
        begin = start + match.start()
        if title is None or any(n.begin <= begin < n.finish for n in taken) or not flat[: match.start()].rstrip():
            continue
        text = _DANGLING.sub("", flat[match.start() : title.end()])
        text = flat[match.start() : _of_another(flat, match.start() + len(text))]
        span = finder.word_span(begin, begin + len(text))
        if span is not None:
            head = match["head"].lower()
            found.append(Name(*span, span[0], head, "document.english", begin, begin + len(text), kind="english"))
    return found


def _noun(head: str) -> str:
    """What an instrument is, by which its short forms find it: a `Memorandum of Understanding` is a memorandum."""
    return "memorandum" if head.lower() == "mou" else head.lower().removesuffix(" of understanding")


def _short_forms(finder: Finder, start: int, flat: str, taken: list[Name]) -> list[Name]:
    """`the Strategy`: the last instrument named with that noun."""
    found = []
    for match in _SHORT.finditer(flat):
        begin, finish = start + match.start("head"), start + match.end("head")
        span = finder.word_span(begin, finish)
        if span is not None and not any(n.begin <= begin and finish <= n.finish for n in taken):
            # `the Memorandum of Understanding signed in 2011`: named nowhere else
            name = Name(
                *span, span[0], _noun(match["head"]), "document.english_short_form", begin, finish, kind="short"
            )
            if " of " in match["head"] and _SIGNED_BEHIND.match(flat, match.end()):
                name.kind = "english"
            found.append(name)
    for match in _NEW.finditer(flat):
        begin, finish = start + match.start("head"), start + match.end("head")
        span = finder.word_span(begin, finish)
        if span is not None and not any(n.begin <= begin and finish <= n.finish for n in taken):
            head = _noun(match["head"])
            found.append(Name(*span, span[0], head, "document.english", begin, finish, kind="english"))
    for match in _ABBREVIATED.finditer(flat):
        begin, finish = start + match.start(), start + match.end()
        span = finder.word_span(begin, finish)
        if span is not None and not any(n.begin == begin for n in taken):
            found.append(Name(*span, span[0], "memorandum", "document.english_short_form", begin, finish, kind="short"))
    return found


def _issuer(organizations: list[Mention], begin: int, finish: int) -> Organization | None:
    inside = [m.entity for m in organizations if begin <= m.start and m.end <= finish]
    entity = inside[0] if inside else None
    return entity if isinstance(entity, Organization) else None
