"""The bodies on stage where a post stands whose phrase does not name its owner.

`От ЕАГ выступил исполнительный секретарь`, `Возглавляет Бюро директор`, `Посольство сообщило ... По словам посла`,
or the body whose page it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache

from extract.document import Mention, Organization
from extract.language.later import later
from extract.language.morphology import lemma, parses
from extract.stages.persons.post_words import Held, Post
from extract.stages.persons.words import Words

#: a body with these before it speaks through whoever is named after it
_SPEAKS_BEFORE = later(
    r"(?:^|[^а-яa-z])(?:от|со стороны|от имени|от лица|во главе|возглав[а-я]+|руковод[а-я]+|представля[а-я]+"
    r"|представил[а-я]*|on behalf of|headed|heads|heading)\s+(?:the\s+)?"
    r"(?:[а-я]+(?:ого|его|ой|ую|ий|ый|ое|ые)\s+){0,2}$"
)
#: what follows such a body up to the post
_SPEAKS_AFTER = later(
    r"(?:^|[^а-яa-z])(?:представ(?:ля|и)[а-я]+|возглав[а-я]+|руковод[а-я]+|под руководством|represented by"
    r"|(?:head|l)ed by|chaired by|under)(?:\s+(?:[а-я]+|the|its))*\s*$"
    r"|(?:^|[^а-я])(?:в лице|во главе со?|in the person of)\s+(?:its\s+|своего\s+)?$"
    r"|,\s*(?:где|куда|в котор[а-я]+|чей|чья|where)(?:\s[^,;:()]*)?$"
    r"|^\s*[:(-]\s*$"
)
#: `от имени ЕАГ` after the name
_SPEAKS_LATER = later(r"(?:^|\s)(?:от|от имени|от лица|on behalf of)\s+(?:the\s+)?$")
#: a body with these before it is the other side, or only helps
_OTHER_SIDE = later(
    r"(?:^|[^а-яa-z])(?:с|со|между|для|из|при поддержке|при содействии|при участии|благодаря|к|в адрес|with|for"
    r"|against|between|from|to)\s+(?:the\s+)?(?:[а-яa-z-]+\s+){0,3}$"
)
_MET = later(r"(?:встреч|переговор|бесед)[а-я]* со? |(?:met|meeting|talks) with ")
#: nouns that head English names of bodies
ENGLISH_KINDS = {
    "ministry": "министерство", "agency": "агентство", "centre": "центр", "center": "центр", "embassy": "посольство",
    "committee": "комитет", "commission": "комиссия", "council": "совет", "service": "служба", "services": "служба",
    "department": "департамент", "office": "офис", "bureau": "бюро", "board": "правление", "secretariat": "секретариат",
    "university": "университет", "academy": "академия", "institute": "институт", "police": "полиция",
    "troops": "войско", "guard": "служба", "forces": "сила", "organization": "организация", "bank": "банк",
    "organisation": "организация", "laboratory": "лаборатория", "court": "суд", "directorate": "управление",
    "administration": "управление", "programme": "программа", "fund": "фонд", "group": "группа", "staff": "штаб",
    "company": "компания", "parliament": "парламент", "assembly": "собрание", "senate": "сенат", "union": "союз",
}  # fmt: skip
_ENDS_HEAD = frozenset({"по", "при", "в", "за", "о", "об", "для", "of", "for", "on", "under", "in", "and"})
#: so many sentences back a body is still on stage
_STAGE = 4
#: within so many characters a page says whose it is, and within so many at its end
_HEAD = 300
_TAIL = 400
_PUBLISHED = later(r"(?:©|\(c\)|пресс-служба|пресс-центр|отдел информации|источник\s*:)\s*(?:[а-я]+\s+){0,1}$")


_LABEL = later(r"\W*(?:в|во|на|по линии)?\s*")
_UNKNOWN_LABEL = later(r"[\d.) *-]*[А-ЯA-Z]{3,}[А-ЯA-Zа-яa-z -]{0,40}\s*[:-]\s*")


@lru_cache(maxsize=4096)
def kind_of(name: str) -> frozenset[str]:
    """The nouns, lower-case nominatives in Russian, that the head of a body's name may be."""
    found: set[str] = set()
    last = ""
    for word in name.lower().split():
        if word in _ENDS_HEAD:
            break
        last = word.strip('"«»,')
        if not last or last.isascii():
            continue
        found.add(lemma(last, "NOUN"))
        first = next(iter(parses(last)), None)
        if first is not None and first.is_known and first.tag.POS == "NOUN" and "nomn" in first.tag:
            # adjectives come before the noun, genitives after it
            return frozenset({lemma(last, "NOUN")})
    if last in ENGLISH_KINDS:
        found.add(ENGLISH_KINDS[last])
    return frozenset(found)


class Bodies:
    """Says which of a document's bodies a post belongs to by its context."""

    def __init__(self, words: Words, organizations: Sequence[Mention], held: Sequence[Held]) -> None:
        self._words = words
        self._lower = words.copy.lower()
        self._outer: list[Mention] = []
        # posts of a newsroom are told beside its name; others' are not its own
        organizations = [mention for mention in organizations if mention.rule != "organization.media"]
        for mention in sorted(organizations, key=lambda m: (m.start, -m.end)):
            if isinstance(mention.entity, Organization) and not (self._outer and mention.end <= self._outer[-1].end):
                self._outer.append(mention)
        self._starts = [mention.start for mention in self._outer]
        self._sentences = [self._words.sentence_at(mention.start) for mention in self._outer]
        self._held = held
        self._post_starts = [item.post.start for item in held]

    def speaking(self, post: Post) -> Organization | None:
        """The body that its sentence says the post speaks or acts for."""
        sentence = self._words[post.first].sentence
        here = bisect_left(self._starts, post.start)
        if (label := self._label(here - 1, post)) is not None:
            return label
        for i in range(here - 1, -1, -1):
            if self._sentences[i] != sentence:
                break
            mention = self._outer[i]
            if self._of_other(mention, post):
                continue
            before = self._lower[max(mention.start - 60, 0) : mention.start]
            between = self._lower[mention.end : post.start]
            if ";" in between:
                break
            if _SPEAKS_AFTER.search(between) or (_SPEAKS_BEFORE.search(before) and len(between) < 160):
                return _entity(mention)
        for i in range(here, min(here + 3, len(self._outer))):
            mention = self._outer[i]
            between = self._lower[post.end : mention.start]
            if self._sentences[i] != sentence or len(between) > 60 or re.search(r"[,;:]", between):
                break
            if _SPEAKS_LATER.search(between):
                return _entity(mention)
        return None

    def _label(self, i: int, post: Post) -> Organization | None:
        """The body that a sentence of nothing else names as what the next ones are about: `В Секретариате.`"""
        if i < 0 or not 0 < self._words[post.first].sentence - self._sentences[i] <= 3:
            return None
        mention = self._outer[i]
        copy = self._words.copy
        start = copy.rfind("\n", 0, mention.start) + 1
        alone = _LABEL.fullmatch(self._lower[start : mention.start])
        if not alone or "\n" in copy[mention.end : post.start] or copy[mention.end : mention.end + 1] not in {".", ":"}:
            return None
        return _entity(mention)

    def unknown_label(self, post: Post) -> bool:
        """Whether a body that nothing knows stands before the post as a label: `МУМЦФМ: генеральный директор ...`."""
        line = self._words.copy[self._words.copy.rfind("\n", 0, post.start) + 1 : post.start]
        return bool(_UNKNOWN_LABEL.fullmatch(line)) and self.speaking(post) is None

    def nearest(self, post: Post, kinds: frozenset[str], *, back: int = _STAGE) -> Organization | None:
        """The body of one of the kinds (of any if none is given) named last before the post, within `back` sentences.

        In its own sentence the owner of another's post and the other side do not count.
        """
        sentence = self._words[post.first].sentence
        best = nearest = -1
        found: Organization | None = None
        for i in range(bisect_left(self._starts, post.start) - 1, -1, -1):
            mention, away = self._outer[i], sentence - self._sentences[i]
            if away > back or (found is not None and away > nearest):
                break
            body = _entity(mention)
            if kinds and not kinds & kind_of(body.name):
                continue
            before = self._lower[max(mention.start - 50, 0) : mention.start]
            other = bool(_OTHER_SIDE.search(before)) and not _SPEAKS_BEFORE.search(before)
            if away == 0 and (other or self._of_other(mention, post)):
                continue
            # of several in one sentence before, the subject is on stage
            subject = away > 0 and self._words[self._words.index_at(mention.start)].case == "Nom"
            rank = 2 * subject + (not other)
            if rank > best:
                best, nearest, found = rank, away, body
        return found

    def of_state(self, post: Post, kinds: frozenset[str], country: str) -> Organization | None:
        """The body of a state, of one of the kinds, named last before the post, else first after it."""
        here = bisect_left(self._starts, post.start)
        for mention in [*reversed(self._outer[:here]), *self._outer[here:]]:
            body = _entity(mention)
            if body.country == country and kinds & kind_of(body.name):
                return body
        return None

    @cached_property
    def publisher(self) -> Organization | None:
        """The body whose page it is: alone on a line of the head, or told at the end."""
        copy = self._words.copy
        for mention in self._outer:
            if mention.start > _HEAD:
                break
            stop = copy.find("\n", mention.end)
            line = copy[copy.rfind("\n", 0, mention.start) + 1 : stop if stop >= 0 else len(copy)]
            rest = line.replace(copy[mention.start : mention.end], "", 1)
            if not re.search(r"[а-яa-z]{3}", rest.lower()):
                return _entity(mention)
        for mention in reversed(self._outer):
            if mention.start < len(copy) - _TAIL:
                break
            if _PUBLISHED.search(self._lower[max(mention.start - 40, 0) : mention.start]):
                return _entity(mention)
        return None

    def country_in_sentence(self, post: Post, back: int) -> str | None:
        """The country of the body named last before the post, `back` sentences before its own."""
        sentence = self._words[post.first].sentence - back
        for i in range(bisect_left(self._starts, post.start) - 1, -1, -1):
            if self._sentences[i] < sentence:
                return None
            if not back and self._met_by(self._outer[i], post):
                continue
            body: Organization | None = _entity(self._outer[i])
            while self._sentences[i] == sentence and body is not None:
                if body.country:
                    return body.country
                body = body.parent
        return None

    def _met_by(self, mention: Mention, post: Post) -> bool:
        """Whether a body is whose head meets the holder: `сообщил глава МВД X во время встречи с министром Y`."""
        return bool(_MET.search(self._lower[mention.end : post.start])) and self._of_other(mention, post)

    def _of_other(self, mention: Mention, post: Post) -> bool:
        """Whether a body stands in the phrase of another post."""
        i = bisect_left(self._post_starts, mention.end) - 1
        for item in self._held[max(i - 1, 0) : i + 1]:
            if item.post is not post and item.post.start <= mention.start and mention.end <= item.post.end:
                # `представитель ПРООН, заместитель постоянного представителя`: one person's
                return item.person is not None or self._lower[item.post.end : post.start].strip() != ","
        return False


def _entity(mention: Mention) -> Organization:
    assert isinstance(mention.entity, Organization)
    return mention.entity
