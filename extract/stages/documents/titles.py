"""The title over a text of its own: `СОВМЕСТНОЕ ЗАЯВЛЕНИЕ` on one line, whose it is or what about on the next."""

from __future__ import annotations

import re

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
    rf"^[ \t*_#]*(?P<head>(?:[А-Я][А-Яа-я]{{3,}} )?(?:[А-Яа-я]{{4,}} ){{0,2}}(?P<noun>(?i:{_NOUN})))[ \t*_]*\n"
    rf"(?:[ \t*_]*\n)?[ \t*_#]*(?P<rest>{_REST}[^\n]{{3,300}}(?:\n[ \t*_]*[^\s(\d№«\"*_-][^\n]{{0,300}}){{0,6}})",
    re.MULTILINE,
)
_ENGLISH_TITLE = re.compile(
    rf"^[ \t*_#]*(?P<head>(?:[A-Z][A-Za-z]{{3,}} ){{0,3}}(?P<noun>(?i:{_ENGLISH_NOUN})))[ \t*_]*\n"
    r"(?:[ \t*_]*\n)?[ \t*_#]*(?P<rest>(?:of|on|following)\b[^\n]{3,300}"
    r"(?:\n[ \t*_]*[^\s(\d№«\"*_-][^\n]{0,300}){0,6})",
    re.MULTILINE,
)
#: a line that opens the text itself, not more of its title
_TEXT = re.compile(
    r"\n[ \t*_]*(?:(?:Мы|We|Главы|Министры|Стороны|Участники|The)\b|(?:г\. ?)?[A-ZА-ЯЁ][\w-]+, [^\n]{0,30}\d{4}).*",
    re.DOTALL,
)
_MOST = 600


def _continues(rest: str) -> bool:
    """Whether the second line goes on with the title: `Комитета секретарей`, not `Главы делегаций собрались`."""
    first = rest.split()[0]
    if not first[0].isupper() or first.isupper() or not re.match("[А-Я]", first):
        return True
    cases = {p.tag.case for p in parses(first.lower()) if p.tag.POS in {"NOUN", "ADJF"}}
    return "gent" in cases and "nomn" not in cases


def title_names(finder: Finder) -> list[Name]:
    """Titles of the page's own instruments, from the first word in capitals to the end of the title's paragraph."""
    found = []
    for pattern, kind in ((_TITLE, "full"), (_ENGLISH_TITLE, "english")):
        for match in pattern.finditer(finder.copy):
            rest = _TEXT.sub("", match["rest"]).rstrip(" \t\n*_.;:,")
            begin, finish = match.start("head"), match.start("rest") + len(rest)
            span = finder.word_span(begin, finish)
            if span is None or finish - begin > _MOST:
                continue
            noun = match["noun"].replace(" ", "") if " " in match["noun"] else match["noun"]
            if not match["head"][0].isupper() or not _continues(rest) or OF_A_VISIT.match(rest):
                continue
            head = " ".join((*match["head"].split(match["noun"])[0].split(), noun)).capitalize()
            name = Name(*span, span[0], noun.lower(), "document.title", begin, finish, kind=kind)  # type: ignore[arg-type]
            name.canonical = f"{head} {' '.join(finder.source[match.start('rest') : finish].split())}"
            found.append(name)
    return found
