"""The title over a text of its own: `СОВМЕСТНОЕ ЗАЯВЛЕНИЕ` on one line, whose it is or what about on the next."""

from __future__ import annotations

import re

from extract.language.later import later
from extract.language.morphology import parses
from extract.stages.documents.candidates import OF_A_VISIT, Finder, Name

_NOUN = (
    r"ЗАЯВЛЕНИЕ|КОММЮНИКЕ|ДЕКЛАРАЦИЯ|ПРОТОКОЛ|П Р О Т О К О Л|РЕШЕНИЕ|Р Е Ш Е Н И Е|ОБРАЩЕНИЕ|РЕЗОЛЮЦИЯ|МЕМОРАНДУМ"
    r"|СОГЛАШЕНИЕ|СТРАТЕГИЯ|КОНЦЕПЦИЯ|ПРОГРАММА|ПЛАН|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ"
)
_ENGLISH_NOUN = r"STATEMENT|COMMUNIQUE|COMMUNIQUÉ|DECLARATION|PROTOCOL|DECISION|RESOLUTION|MEMORANDUM|AGREEMENT|MINUTES"
#: what opens the second line: `министров иностранных дел`, `по итогам`, `о борьбе`; in capitals only the surest words
_REST = r"(?:[а-я]|[А-Я][а-я]+ [а-я]|ПО ИТОГАМ|О |ОБ |ГЛАВ |МИНИСТРОВ |РУКОВОДИТЕЛЕЙ |УЧАСТНИКОВ |СОВЕТА )"
_TITLE = re.compile(
    rf"^[ \t*_#]*(?P<head>(?:[А-Я][А-Яа-я]{{3,}} )?(?:[А-Яа-я]{{4,}} ){{0,2}}(?P<noun>(?i:{_NOUN})))[ \t*_]*"
    r"(?:\n?<\*>[ \t]*)?\n"
    rf"(?:[ \t*_]*\n)?[ \t*_#]*(?P<rest>{_REST}[^\n]{{3,300}}(?:\n[ \t*_]*[^\s(\d№«\"*_<-][^\n]{{0,300}}){{0,6}})",
    re.MULTILINE,
)
_ENGLISH_TITLE = re.compile(
    rf"^[ \t*_#]*(?P<head>(?:[A-Z][A-Za-z]{{3,}} ){{0,3}}(?P<noun>(?i:{_ENGLISH_NOUN})))[ \t*_]*\n"
    r"(?:[ \t*_]*\n)?[ \t*_#]*(?P<rest>(?:of|on|following)\b[^\n]{3,300}"
    r"(?:\n[ \t*_]*[^\s(\d№«\"*_-][^\n]{0,300}){0,6})",
    re.MULTILINE,
)
#: a title that is one line of capitals: `СОВМЕСТНОЕ ЗАЯВЛЕНИЕ ПО ИТОГАМ ВСТРЕЧИ МИНИСТРОВ`
_CAPITALS = re.compile(
    rf"^[ \t*_#]*(?P<head>(?:[А-ЯЁ]{{3,}}(?:ОЕ|ЕЕ|АЯ|ЫЙ|ИЙ) ){{0,2}}(?P<noun>{_NOUN}))"
    r" (?P<rest>[А-ЯЁ][^a-zа-яё\n]{7,400}(?:\n[ \t*_]*[А-ЯЁ«\"][^a-zа-яё\n]{7,400}){0,4})$",
    re.MULTILINE,
)
_ABOUT = frozenset(("о", "об", "по", "между"))
#: a line that opens the text itself, not more of its title
_TEXT = later(
    r"[ \t]\(Вступил.*|[ \t]{2,}г\. ?[А-ЯЁ].*"
    r"|\n[ \t*_]*(?:(?:Мы|We|Главы|Министры|Стороны|Участники|The)\b|(?:г\. ?)?[A-ZА-ЯЁ][\w-]+, [^\n]{0,30}\d{4}).*",
    re.DOTALL,
)
_MOST = 600
#: `РЕШЕНИЕ / о ходе выполнения`, `РЕШЕНИЕ / от 5 мая`: the text itself, not the name of one among others
_DECIDED = re.compile(r"(?i:решение|р е ш е н и е)")
_NOT_WHOSE = re.compile(r"(?i:об?|от) ")


#: a title in quotes below the line that says whose it is: `Решение Совета / от 5 мая N 3 / "О порядке ..."`
_QUOTED_BELOW = re.compile(r'[ \t]*\n[ \t]*"[ОПо][а-я]{0,2} [^"]{8,400}"')


def quoted_below(finder: Finder, names: list[Name]) -> None:
    """Give names that end their line the title in quotes that opens the next one."""
    for name in names:
        below = _QUOTED_BELOW.match(finder.copy, name.finish) if name.entry is not None and name.entry.quoted else None
        span = finder.word_span(name.begin, below.end()) if below is not None else None
        if span is not None and name.issuer is not None:
            name.end, name.finish = span[1], below.end()  # type: ignore[union-attr]


def _continues(rest: str) -> bool:
    """Whether the second line goes on with the title: `Комитета секретарей`, not `Главы делегаций собрались`."""
    first = rest.split()[0]
    if not first[0].isupper() or first.isupper() or not re.match("[А-Я]", first):
        return True
    cases = {p.tag.case for p in parses(first.lower()) if p.tag.POS in {"NOUN", "ADJF"}}
    return "gent" in cases and "nomn" not in cases


def _tells(rest: str) -> bool:
    """Whether words in capitals are a headline: one of them can only be a finite verb or a short participle."""
    for word in re.findall("[А-ЯЁ]{3,}", rest):
        readings = {p.tag.POS for p in parses(word.lower())}
        if readings and readings <= {"VERB", "PRTS", "INFN", "GRND"}:
            return True
    return False


def _in_small_letters(finder: Finder, span: tuple[int, int]) -> str:
    """A title in capitals as it would be written in a text: names and abbreviations keep theirs."""
    parts = []
    for index in range(*span):
        word = finder.words[index]
        owner = next((o for o in finder.walker.owners.values() if o.start <= index < o.end), None)
        if owner is not None and finder.words[owner.start].text.isupper():
            known = getattr(getattr(owner.value, "entity", None), "short_name", None)
            parts.append(word.text if known == word.text else word.text.capitalize())
        else:
            parts.append(word.low)
        following = finder.words[index + 1].start if index + 1 < span[1] else word.end
        parts.append(" " if following > word.end else "")
    text = "".join(parts)
    return text[:1].upper() + text[1:]


def _titles_in_capitals(finder: Finder) -> list[Name]:
    """Titles in one paragraph of capitals that say whose the text is or what it is about."""
    found = []
    for match in _CAPITALS.finditer(finder.copy):
        rest = match["rest"].rstrip(" \t\n*_.;:,")
        whose = rest.split()[0].lower() in _ABOUT or _continues(rest.capitalize())
        finish = match.start("rest") + len(rest)
        span = finder.word_span(match.start("head"), finish)
        if span is None or not whose or _tells(rest) or OF_A_VISIT.match(rest):
            continue
        noun = match["noun"].replace(" ", "").lower()
        name = Name(*span, span[0], noun, "document.title", match.start("head"), finish)
        name.canonical = _in_small_letters(finder, span)
        found.append(name)
    return found


def title_names(finder: Finder) -> list[Name]:
    """Titles of the page's own instruments, from the first word in capitals to the end of the title's paragraph."""
    found = _titles_in_capitals(finder)
    for pattern, kind in ((_TITLE, "full"), (_ENGLISH_TITLE, "english")):
        for match in pattern.finditer(finder.copy):
            rest = _TEXT.sub("", match["rest"]).rstrip(" \t\n*_.;:,")
            begin, finish = match.start("head"), match.start("rest") + len(rest)
            span = finder.word_span(begin, finish)
            if span is None or finish - begin > _MOST:
                continue
            noun = match["noun"].replace(" ", "") if " " in match["noun"] else match["noun"]
            if _DECIDED.fullmatch(match["head"]) and _NOT_WHOSE.match(rest):
                continue
            if not match["head"][0].isupper() or not _continues(rest) or OF_A_VISIT.match(rest):
                continue
            head = " ".join((*match["head"].split(match["noun"])[0].split(), noun)).capitalize()
            name = Name(*span, span[0], noun.lower(), "document.title", begin, finish, kind=kind)  # type: ignore[arg-type]
            name.canonical = f"{head} {' '.join(finder.source[match.start('rest') : finish].split())}"
            found.append(name)
    return found
