"""Which paper a verb of adoption speaks of: whether two tellings mean one."""

from __future__ import annotations

from spacy.tokens import Token

from extract.document import sentence_of
from extract.language.syntax import antecedent, feature, preposition

#: what stands before the name of an instrument: several of them, or one that is not yet in force
DRAFTS = frozenset({"ряд", "пакет", "проект", "текст", "редакция", "перечень"})
#: words for whichever paper is spoken of
_ANY = frozenset({"документ", "бумага", "решение", "он", "она", "оно", "они", "который", "это", "подпись"})
_SIGNING = frozenset({"подписать", "подписывать", "поставить", "скрепить"})
#: tokens behind a noun of signing
_NEAR = 7
_COUNTED = frozenset({"порядок", "порядка", "около", "более", "свыше", "десяток", "несколько"})
#: tokens back from `который` to its noun
_REACH = 14
_OBJECTS = frozenset({"obj", "nsubj:pass"})


def right_behind(verb: Token) -> list[Token]:
    """`Второе: одобрен проект стратегии`: the noun behind a short participle, whatever the tree says."""
    if feature(verb, "Variant") != "Short":
        return []
    behind = verb.doc[verb.i + 1 : min(verb.i + 4, sentence_of(verb).end)]
    noun = next((t for t in behind if t.pos_ != "ADJ"), None)
    alike = noun is not None and noun.pos_ == "NOUN" and feature(noun, "Case") == "Nom"
    return [noun] if noun is not None and alike and feature(noun, "Gender") == feature(verb, "Gender") else []


def behind_noun(noun: Token) -> list[Token]:
    """`подписание около 20 совместных документов`: what is signed, whatever the tree says."""
    if noun.pos_ != "NOUN":
        return []
    agents: list[Token] = []
    for word in noun.doc[noun.i + 1 : min(noun.i + _NEAR, noun.sent.end)]:
        if word.pos_ == "NOUN" and (agents or feature(word, "Case") == "Ins") and preposition(word) is None:
            # `принятие главами ведомств совместного заявления`
            agents.append(word)
            continue
        if word.pos_ in {"NOUN", "PROPN"} and word.lemma_ not in DRAFTS | _COUNTED:
            return [word] if feature(word, "Case") == "Gen" else []
        if word.pos_ not in {"NOUN", "ADJ", "NUM", "DET"} and word.norm_.lower() not in _COUNTED:
            break
    return [word for word in agents if feature(word, "Case") == "Gen"]


def paper_meant(relative: Token, papers: tuple[str, ...]) -> Token | None:
    """`программы по укреплению границы, которую Совет утвердил`: what `который` stands for, whatever the tree says."""
    found = antecedent(relative)
    if found is not None:
        return found
    number, gender = feature(relative, "Number"), feature(relative, "Gender")
    before = relative.doc[max(relative.i - _REACH, relative.sent.start) : relative.i]
    return next(
        (
            noun
            for noun in reversed(before)
            if noun.lemma_ in papers and feature(noun, "Number") == number and gender in {None, feature(noun, "Gender")}
        ),
        None,
    )


def paper_of(verb: Token) -> Token | None:
    """The noun of the paper: `план` in `согласовали проект плана`."""
    head = next((c for c in verb.children if c.dep_ in _OBJECTS), None)
    if head is None and feature(verb, "Variant") == "Short":
        head = next((c for c in verb.children if c.dep_ == "nsubj"), None) or next(iter(right_behind(verb)), None)
    if head is not None and head.lemma_ in DRAFTS:
        return next((c for c in head.rights if c.dep_ == "nmod"), head)
    return head


def is_draft(verb: Token) -> bool:
    """`одобрил проект Программы`: not yet the Programme."""
    head = next((c for c in verb.children if c.dep_ in _OBJECTS or c.dep_ == "nsubj"), None)
    return any(t is not None and t.lemma_ == "проект" for t in (head, *right_behind(verb)))


def adopts_another(verb: Token, title: Token) -> bool:
    """`Одобрили Заявление`, in the text under the title `Коммюнике`."""
    paper = paper_of(verb)
    return paper is not None and paper.lemma_ not in _ANY and paper.lemma_ != title.lemma_


def says_same(first: Token, second: Token) -> bool:
    """The same verb and the same word for the paper: a headline and its text."""
    one, other = paper_of(first), paper_of(second)
    return first.lemma_ == second.lemma_ and one is not None and other is not None and one.lemma_ == other.lemma_


def speaks_of_another(first: Token, second: Token) -> bool:
    """`утвердили план мероприятий`, then `А и Б подписали план сотрудничества`, `подписан протокол`."""
    one, other = paper_of(first), paper_of(second)
    if one is None or other is None or _ANY & {one.lemma_, other.lemma_}:
        return False
    if one.lemma_ != other.lemma_:
        return True
    described = any(c.dep_ in {"nmod", "amod"} for c in other.children) and any(
        c.dep_ in {"nmod", "amod"} for c in one.children
    )
    return described and (first.lemma_ in _SIGNING) != (second.lemma_ in _SIGNING)


def passes_on(first: Token, second: Token) -> bool:
    """`Мажилис принял поправки`, then `Сенат одобрил их`: another verb, another body, the paper by a pronoun."""
    meant = next((c for c in second.children if c.dep_ == "obj"), None)
    if first.lemma_ == second.lemma_ or meant is None or meant.pos_ != "PRON":
        return False
    one, other = _body(first), _body(second)
    return one is not None and other is not None and one is not other


def _body(verb: Token) -> object | None:
    """The organization that is the subject."""
    maker = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    bodies = (m.entity for m in verb.doc._.organizations if maker is not None and m.start <= maker.idx < m.end)
    return next(bodies, None)
