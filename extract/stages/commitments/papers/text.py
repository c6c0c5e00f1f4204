"""Where a page gives a paper in its own words: from its first item or opening words to its signatures, or to the news
told after it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from spacy.tokens import Doc, Token

from extract.document import Commitment, match_text_of
from extract.language.later import later
from extract.language.syntax import feature, subject
from extract.parties import Parties
from extract.parties.address import speech_start
from extract.parties.words import is_plural
from extract.stages.commitments.parties.words import MUTUAL
from schemas.base import Language

#: lines with which a paper ends, or something else begins: signatures, a rule, the furniture of a page
_ENDS = later(
    r"^[ \t]*(?:(?:Совершено|Подписано|Учинено|Done|Signed) (?:в|во|at|in)\b[^\n]*"
    r"|За [А-ЯЁ][^\n.]*$|\*[ \t]*\*[ \t]*\*|[-_=—–]{5,}"
    r"|(?:Справочно|Для справки|Приложение|Поделиться|Теги|Фото|Источник|Контакты|Читайте также|Также по теме"
    r"|Summary|In brief|Annex|Share|Tags|Contacts?|Notes? to editors)\b[^\n]{0,60})",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNED = later(r"За [А-ЯЁ]")
#: the same paper in another language, below the line that ends the first
_TRANSLATION = later(
    r"^[^\w\n]*(?:(?:неофициальный )?перевод\b|(?:unofficial|informal|courtesy) (?:translation|version))[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = later(r"^[ \t]*(\d{1,2})[.)][ \t]+\S", re.MULTILINE)
_NUMBER_AHEAD = later(r"(?:^|\n)\s*\d{1,2}[.)]\s+$")
_NUMBERED = later(r"\s*\d{1,2}[.)]\s")
_OWN_FUTURE = "commitment.plan.finite_future:"
_GOES_ON = "commitment.plan.finite_future:продолжить"
_LINE = later(r"[^\n]*\S[^\n]*")
_FORMAL = later(r"[ \t]*(?:Совершено|Подписано|Учинено|Done|Signed|За [А-ЯЁ])")
#: `К. Морита`: in the text of a paper nobody is told so
_NAMED = later(r"\b[А-ЯЁA-Z]\.[ \u00a0]?[А-ЯЁA-Z][а-яёa-z]+|[«\"“][^»\"”\n]+[»\"”],? [-–—] ")
#: what may follow the last item of a paper: points under it, what its makers still say, what they will do next
_STILL = later(
    r"[ \t]*(?:[-–—•*]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[а-яa-z])[.)]\s|[а-яёa-z]"
    r"|(?:(?:Обе )?Стороны|Участники|Министры|Главы?|Президенты?|Премьер-министры|Руководители|Секретари|Члены"
    r"|Делегации|Государства|Мы|Следующ\w+|Очередн\w+|Настоящ\w+|Точн\w+|Сроки|О (?:дате|сроках|точных)"
    r"|Решили|РЕШИЛИ|Постановили|ПОСТАНОВИЛИ|Договорились|Поручили|Слушали|СЛУШАЛИ|Выступили|ВЫСТУПИЛИ|Голосовали"
    r"|(?:[А-Я][а-яё-]+(?:ое|ая|ую|ие) )?(?:[Зз]аседание|[Сс]овещание|[Вв]стреч[ау]|[Пп]ереговоры|[Сс]есси[яю])"
    r"|The (?:Parties|Sides|Participants|Ministers|Heads|Delegations|Meeting|next)|This|We|Next)\b)"
)
#: a paper without numbers says by one of these that it speaks itself
_FORMULA = later(
    r"\bзаявля(?:ют|ем) (?:об? )?(?:следующ|нижеследующ)|\b(?:далее|в дальнейшем)[^\n)]{0,30}именуем"
    r"|\((?:далее|hereinafter)\b[^)\n]{0,30}(?:Сторон|Глав|Министр|Участник|Parties|Sides|Participants)"
    r"|^[ \t]*(?:Совершено|Учинено|Done) (?:в|at|in)\b|\b(?:договорились|согласились) о (?:ниже)?следующем"
    r"|\b(?:agreed|declare) as follows",
    re.IGNORECASE | re.MULTILINE,
)
#: paragraphs in which those who made the paper speak
_THEY = later(
    r"^[ \t]*(?:Стороны|Участники(?: [а-я]+)?|Министры|Главы (?:[а-я]+)|Президенты|Премьер-министры|Секретари"
    r"|Руководители|Члены [А-Я][а-я]+|The (?:Parties|Sides|Participants|Ministers|Heads of [A-Z]\w+|Delegations))"
    r"(?=,?\s*\n|,? (?:также |with |[а-я]+я, )?[а-яa-z-]+)",
    re.MULTILINE,
)
#: an agreement is told by articles
_ARTICLE = later(r"^[ \t]*(?:Статья|Article) 1\b", re.MULTILINE)
#: those who make a paper, above its items, in the present
_LEAD = later(
    r"^[ \t]*(?:Стороны|Участники(?: [а-я]+)?|Министры|Главы [а-я]+|Руководители)(?:,[^\n:]*)?(?:\s*\n[^\n]*){0,4}?\s"
    r"(?:отмечают|считают|подтверждают|подч[её]ркивают|выражают|призывают|заявляют|обязуются|намерены)\b",
    re.MULTILINE,
)
_ENOUGH = 2
#: what one of those who made it told the others, which binds nobody
_INFORMED = later(
    r"\b(?:сообщил|проинформировал|заявил|уведомил)[ао]?\b(?![^.\n]{0,200}\sи\s\w+$)"
    r"|\b(?:informed|announced|advised|notified)\b",
    re.IGNORECASE,
)
#: who speaks in a news text about a paper
_NEWS = later(
    r"\b(?:сообщает|передает|пресс-служба|корреспондент|говорится в (?:заявлении|документе)|журналист)", re.IGNORECASE
)
_OPENING = 500


class Extent(NamedTuple):
    """From where to where a page is the text of a paper; in which language, None for any."""

    start: int
    end: int
    language: Language | None


def extents(doc: Doc, items: int, opened: dict[Language, int]) -> list[Extent]:
    """The passages that are the paper itself: `items` is where its numbered items begin (the end of the text if it has
    none), `opened` where those who speak open it.
    """
    size = len(match_text_of(doc))
    if items < size:
        lead = _LEAD.search(doc._.match_text, 0, items)
        found = [Extent(lead.start() if lead is not None else items, _end(doc, items), None)]
    else:
        start = _unnumbered(doc)
        found = [Extent(start, _end(doc, start), None)] if start is not None else []
    found += [Extent(start, _end(doc, start), language) for language, start in opened.items()]
    return [*found, _translated(doc, found[0])] if found else []


def set_status(parties: Parties, commitments: list[Commitment], paper: list[Extent]) -> None:
    """`operative` or `preambular` what the paper itself lays down, `quoted` what is said in a speech."""
    doc = parties.doc
    joint = any(e.rule.endswith("title") for e in doc._.events)
    speech = speech_start(doc)
    for commitment in commitments:
        if speech is not None and commitment.cue[0] >= speech and commitment.status == "reported":
            commitment.status = "quoted"
        if commitment.rule.rpartition(":")[0].endswith((".owned", ".told")):
            continue
        own = _is_in(paper, commitment) or _is_item(doc, commitment, joint)
        token = parties.index.at(commitment.cue[0])
        if commitment.status == "reported" and own and not _is_told(token):
            # in the body of a statement every commitment is operative, but for a gerund before an order
            recital = commitment.language == "ru" and token is not None and feature(token, "VerbForm") == "Conv"
            commitment.status = "preambular" if recital else "operative"
        if commitment.rule == _GOES_ON and commitment.status != "reported":
            # `Стороны продолжат содействовать`, said by themselves
            commitment.force = "pledge"
        if commitment.rule == "commitment.plan.future" and (commitment.action_lemma or "").endswith(("ться", "тись")):
            # `Будут проводиться месячники`, said of themselves
            commitment.force = "pledge" if commitment.status == "operative" else commitment.force
        ours = token is not None and (feature(token, "Person") == "1" or _of_our_states(token))
        ours = ours and commitment.rule.startswith(_OWN_FUTURE)
        if ours and commitment.status == "operative":
            # `Мы намерены укреплять правовую базу и завершим процедуры`
            commitment.force = "pledge"


def _of_our_states(verb: Token) -> bool:
    """`Наши государства завершат согласование`, `Стороны создадут группу`; not `узбекская Сторона`, one of them."""
    token = subject(verb)
    own = [token] if token is not None else []
    sides = any(c.lemma_ == "сторона" and all(d.lemma_ == "оба" for d in c.children) and is_plural(c) for c in own)
    return any(d.lemma_ == "наш" for c in own for d in c.children) or (sides and verb.lemma_ not in MUTUAL)


def _is_in(paper: list[Extent], commitment: Commitment) -> bool:
    """Whether the commitment stands in the text of a paper."""
    return any(e.start < commitment.cue[0] < e.end and e.language in {None, commitment.language} for e in paper)


def _is_told(cue: Token | None) -> bool:
    """`Армянская сторона сообщила, что подтвердит сроки`, in a sentence of a paper: only told, not laid down."""
    text: str = cue.doc._.match_text if cue is not None else ""
    return cue is not None and _INFORMED.search(text, cue.sent.start_char, cue.idx) is not None


def _is_item(doc: Doc, commitment: Commitment, joint: bool) -> bool:
    """A numbered item: without a subject (`3. Поручили Секретариату ...`), or any in the text of a statement."""
    text = match_text_of(doc)
    line = text.rfind("\n", 0, commitment.cue[0]) + 1
    return bool(_NUMBER_AHEAD.search(text, max(commitment.cue[0] - 6, 0), commitment.cue[0])) or (
        joint and bool(_NUMBERED.match(text, line))
    )


def _end(doc: Doc, start: int) -> int:
    """Where the paper that begins at `start` ends."""
    text: str = doc._.match_text
    stop = _ENDS.search(text, start)
    while stop is not None and stop[0].lstrip().startswith("за ") and not _SIGNED.match(stop[0].lstrip()):
        stop = _ENDS.search(text, stop.end())
    end = stop.start() if stop is not None else len(text)
    last = _last_item(text, start, end)
    if last is None:
        return end
    formal = stop is not None and _FORMAL.match(stop[0]) is not None
    for line in list(_LINE.finditer(text, last, end))[1:]:
        goes_on = _STILL.match(line[0]) is not None or formal
        if not goes_on or _NAMED.search(line[0]) is not None:
            return line.start()
    return end


def _last_item(text: str, start: int, end: int) -> int | None:
    """Where the last of the items numbered from 1 begins; None if there are fewer than two."""
    number, last = 0, None
    for item in _ITEM.finditer(text, start, end):
        if int(item[1]) == number + 1:
            number, last = number + 1, item.start()
    return last if number > 1 else None


def _unnumbered(doc: Doc) -> int | None:
    """Where a declaration or communique without numbers begins: below its title, if it speaks in its own voice."""
    text = match_text_of(doc)
    title = next((e for e in doc._.events if e.type == "adoption" and e.rule.endswith("title")), None)
    if title is None or title.trigger[0] > _OPENING:
        return None
    start: int = title.trigger[1]
    they = len(_THEY.findall(text, start))
    articles = they > 0 or _ARTICLE.search(text, start) is not None
    own = they >= _ENOUGH or (articles and _FORMULA.search(text, start) is not None)
    return start if own and _NEWS.search(text, start, start + _OPENING) is None else None


def _translated(doc: Doc, first: Extent) -> Extent:
    """The same paper below in another language; empty if there is none."""
    found = _TRANSLATION.search(doc._.match_text, first.end)
    start = found.end() if found is not None else first.end
    return Extent(start, _end(doc, start) if found is not None else start, None)
