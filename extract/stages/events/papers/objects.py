"""What is signed or approved where the verb has no plain object: shared, counted, told by an ordinal or a pronoun.

`Документ планируется подписать в Ташкенте`, `Соглашение подготовлено и будет подписано`, `принял семь решений`,
`Первый одобрен`, `Его подпишут премьеры`, `принята Чолпон-Атинская инициатива`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from extract.document import Mention
from extract.language.later import later
from extract.language.syntax import SUBJECTS, feature, is_negated
from extract.stages.events.papers.told import DRAFTS, paper_meant

#: impersonal verbs under which a signing is set for a time to come
_SCHEDULED = frozenset(
    {
        "планироваться", "планировать", "запланировать", "намечаться", "наметить", "намеченный", "предполагаться",
        "предполагать", "предстоять", "предусмотреть", "предусматриваться",
    }
)  # fmt: skip
_SIGNING = frozenset({"подписать", "подписывать", "парафировать", "ратифицировать"})
_APPROVING = frozenset({"принять", "утвердить", "одобрить", "заключить"})
#: what organs adopt by the number
_ACTS = frozenset({"решение", "распоряжение", "постановление", "резолюция", "документ", "закон", "акт", "заявление"})
#: papers only by a name of their own: `Чолпон-Атинская инициатива`
_BY_NAME = frozenset({"инициатива", "воззвание", "призыв", "консенсус"})
_ORDINALS = frozenset({"первый", "второй", "третий", "четвертый", "четвёртый", "последний", "другой", "оба"})
_ITS = frozenset({"он", "она", "оно", "они", "его", "её", "ее", "их"})
_APPROVED = frozenset({"утвердить", "одобрить"})
#: the paper that was told, once more
_ALSO = re.compile(r"документ\w*", re.IGNORECASE)
#: characters back to the paper that a pronoun or an ordinal means
_JUST_TOLD = 260
#: `Пленарное заседание утвердило:`, and on the next line `- отчёт о типологическом исследовании`
_LIST_BELOW = later(
    r"[^\S\n]*:\s*\n\s*(?:[-–—•*▪✔]|\d{1,2}[.)]|[а-я]\))\s*(?:[а-яё-]+(?:ый|ий|ой|ое|ая|ую)\s+){0,2}(?P<paper>[А-ЯЁа-яё]{4,})"
)
_TOLD = later(
    r"\b(?:документ|соглашени|договор(?!ить|ил|ен|ён)|меморандум|протокол|декларац|программ|концепци|план|стратеги|резолюц"
    r"|модельн\w+\s+(?:закон|кодекс)|законопроект|проект|положени|устав(?!н)|хартия|хартию|конвенци|коммюнике|регламент"
    r"|заявлени|поправ(?:к|ок)|дорожн\w+\s+карт|перечень|доклад(?!чик|ыва|ыв))\w*",
    re.IGNORECASE,
)


def adopts_paper(verb: Token, papers: tuple[str, ...], doc: Doc) -> bool:
    """The words around a verb of signing or approving say which paper it is, in another way than by its object."""
    if not papers or is_negated(verb) or verb.pos_ not in {"VERB", "AUX"}:
        return False
    if feature(verb, "VerbForm") == "Inf":
        return _is_scheduled(verb, papers, doc)
    if any(_is_paper(head, papers, doc) for head in _objects(verb)) or _is_just_told(verb, doc):
        return True
    below = _LIST_BELOW.match(doc._.match_text, verb.idx + len(verb))
    return below is not None and any(below["paper"].lower().startswith(paper[:-1]) for paper in papers)


def _is_scheduled(verb: Token, papers: tuple[str, ...], doc: Doc) -> bool:
    """`Документ планируется подписать в сентябре`, `подписать его намечено на полях форума`."""
    above = verb.head
    while above.dep_ in {"conj", "xcomp", "csubj"} and feature(above, "VerbForm") == "Inf":
        # `Планируется рассмотреть обстановку и подписать решение`
        above = above.head
    if above.lemma_ not in _SCHEDULED or is_negated(above):
        return False
    heads = [c for c in (*verb.children, *above.children) if c.dep_ in {"obj", *SUBJECTS}]
    if verb.lemma_ in _SIGNING and any(c.lemma_ == "решение" for c in verb.children):
        return True
    heads += [noun for c in heads if c.lemma_ == "который" and (noun := paper_meant(c, papers)) is not None]
    if any(c.norm_.lower() in _ITS for c in heads) and verb.lemma_ in _SIGNING:
        return True
    return any(_is_paper(head, papers, doc) for head in heads)


def _objects(verb: Token) -> Iterator[Token]:
    """What is signed, counted or shared with the verb before: `подготовлено и будет подписано`."""
    passive = feature(verb, "Voice") == "Pass" or feature(verb, "Variant") == "Short"
    roles = {"nsubj", "nsubj:pass"} if passive else {"obj"}
    own = [c for c in verb.children if c.dep_ in roles]
    yield from own
    if passive and not own and verb.dep_ == "conj" and feature(verb.head, "Variant") == "Short":
        shared = (c for c in verb.head.children if c.dep_ in SUBJECTS)
        yield from (c for c in shared if feature(c, "Gender") in {None, feature(verb, "Gender")})


def _is_paper(head: Token, papers: tuple[str, ...], doc: Doc) -> bool:
    if head.lemma_ in _ACTS and any(c.dep_.startswith("nummod") for c in head.children):
        return True
    approved = head.head.lemma_ in _APPROVED
    if approved and head.lemma_ in {"ряд", "пакет"} and any(c.lemma_ in _ACTS for c in head.children):
        return True
    if head.lemma_ in _BY_NAME:
        return any(c.dep_ == "amod" and c.norm_[:1].isupper() for c in head.lefts)
    if any(m.start <= head.idx < m.end for m in doc._.documents):
        return True
    if head.lemma_ in papers and head.lemma_ != "решение":
        return True
    return head.lemma_ in DRAFTS and any(c.lemma_ in papers for c in head.children)


def _is_just_told(verb: Token, doc: Doc) -> bool:
    """`Первый одобрен`, `Его подпишут премьеры`, right after papers that were told."""
    passive = feature(verb, "Variant") == "Short"
    roles = {"nsubj", "nsubj:pass"} if passive else {"obj"}
    meant = next((c for c in verb.children if c.dep_ in roles), None)
    if meant is None:
        return False
    by_ordinal = passive and meant.lemma_ in _ORDINALS and meant.i <= verb.sent.start + 1
    by_pronoun = verb.lemma_ in _SIGNING | _APPROVED and meant.norm_.lower() in _ITS
    if not (by_ordinal or by_pronoun) or verb.lemma_ not in _SIGNING | _APPROVING:
        return False
    told = list(_TOLD.finditer(doc._.match_text, max(meant.idx - _JUST_TOLD, 0), meant.idx))
    if verb.lemma_ in _APPROVED and by_pronoun and told:
        # `Проект готовил Иван Петров; его утвердили министром`: a person was told since
        return not any(told[-1].end() < m.start < meant.idx for m in doc._.persons)
    return bool(told)


#: nouns by which a paper is told again
_PAPERS = (
    "программа", "стратегия", "концепция", "соглашение", "план", "протокол", "меморандум", "декларация", "положение",
    "договор", "конвенция", "закон",
)  # fmt: skip
#: characters back to the paper that is told again by its noun alone, and tokens of its name up to that noun
_TOLD_AGAIN = 700
_TO_NOUN = 5


def paper_told_again(verb: Token, doc: Doc) -> Mention | None:
    """`Программа утверждена в 2023 году`, `Целевой программы, которую Совет утвердил`: the paper named before."""
    meant = next((c for c in verb.children if c.dep_ in {"obj", *SUBJECTS} and c.pos_ in {"NOUN", "PRON"}), None)
    if meant is None:
        return None
    if meant.lemma_ == "который":
        noun = paper_meant(meant, _PAPERS)
        named = [m for m in doc._.documents if noun is not None and m.start <= noun.idx < m.end]
        return max(named, key=lambda m: m.end - m.start, default=None)
    if meant.lemma_ not in _PAPERS or any(c.dep_ in {"nmod", "amod", "appos", "det"} for c in meant.children):
        return None
    before = [m for m in doc._.documents if meant.idx - _TOLD_AGAIN < m.start and m.end <= meant.idx]
    if any(m.start <= meant.idx < m.end for m in doc._.documents):
        return None
    alike = [m for m in before if any(t.lemma_ == meant.lemma_ for t in _opening(m, doc))]
    return alike[-1] if alike else None


def _opening(paper: Mention, doc: Doc) -> tuple[Token, ...]:
    """The words of a paper's name up to its noun."""
    words = doc.char_span(paper.start, paper.end, alignment_mode="expand")
    return tuple(words[:_TO_NOUN]) if words is not None else ()


def paper_just_told(verb: Token, doc: Doc) -> Mention | None:
    """The named paper that `Его утвердил Совет` means: the last one before, if no other was told since."""
    meant = next((c for c in verb.children if c.dep_ in {"obj", *SUBJECTS} and c.norm_.lower() in _ITS), None)
    if meant is None or verb.lemma_ not in _SIGNING | _APPROVED:
        return None
    start = max(meant.idx - _JUST_TOLD, 0)
    named = [m for m in doc._.documents if start <= m.start < meant.idx]
    told = list(_TOLD.finditer(doc._.match_text, start, meant.idx))
    if not named or (told and told[-1].start() > named[-1].end and not _ALSO.fullmatch(told[-1][0])):
        return None
    return named[-1]
