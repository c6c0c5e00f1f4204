"""Lists of people, states and bodies read by the marks between their members, where the parser loses the thread.

Long coordinations (`представители Казахстана, УНП ООН, а также начальник Управления А. Б. и эксперты из Чехии`) break
in the tree; the text keeps its order. A roll reads a stretch of text from left to right.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Party, Person, Place, match_text_of, not_within, sentence_of
from extract.language.later import later
from extract.language.syntax import SUBJECTS, coordinated, feature, noun_phrase, preposition
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.parties.represented import unique
from extract.stages.events.english.posts import ITEMS, POST_ITEM, POSTS, SERVES, SERVING
from extract.stages.events.participants.labels import LISTED, whose
from extract.stages.events.participants.offices import Offices
from extract.stages.events.triggers.lexicon import is_group

#: words right before a name that make it a place, a frame or a source, not somebody who comes
_ASIDE = later(
    r"(?:^|[\s(])(?:в|во|на|при|по|о|об|обо|для|к|ко|под|над|через|перед|про|без|близ"
    r"|(?:на|с)\s+базе|площадке|эгидой|поддержке|содействии|координации|приглашению|инициативе|поручению|просьбе"
    r"|словам|мнению|данным|информации|сообщению|линии|рамках|территори\w+|границ\w+|столиц\w+|гражда\w+|вопрос\w*"
    r"|отношени\w+|сосед(?:ей|ями|ям|и|ях)|полях|имени|кроме|исключением|перед|стажировк\w+|здании|штаб-квартире)"
    r"\s+(?:г\.\s?)?\W?$",
    re.IGNORECASE,
)
#: the body belongs to a group of states: `представители стран СНГ`, `эксперты государств - членов ШОС`
MEMBERS_OF = later(
    r"(?:стран|государств|республик|член\w+|участни\w+|наблюдател\w+|партнер\w+)(?:\s*-\s*(?:член|участни"
    r"|наблюдател|партнер)\w+)?\s+\"?$"
    # of several states: `руководители пограничных ведомств СНГ`
    r"|\b(?:ведомств|министерств|служб|органов(?:\s+отраслевого\s+сотрудничества)?|организаций|учреждений|агентств|структур|прокуратур|подразделений|погранвойск"
    r"|спецслужб|правительств|парламентов|МИД|МВД|МЧС|минобороны|генпрокуратур)\s+(?=$)",
    re.IGNORECASE,
)
#: what ends a list: a clause, a purpose, a subject of talks
CUT = later(
    r",?\s+(?:котор\w+|где|чтобы|когда|поскольку|так как)\b|,\s+(?:что|передает|сообща\w+|отмети\w+)\b"
    # `встретился с послом А. Б., подчеркнув важность сотрудничества с ООН`
    r"|,\s+(?!(?:коллект|акт|арх)ив\s)[а-яё]{3,}(?:ив|ув|яв|[тхдржнбск]ав|вшись)\s"
    r"|,\s+(?:являющ|курирующ|отвечающ)(?:ий|ая|ие|его|ей|их|ему|им|ими|ую)(?:ся)?\b"
    r"|\s(?:для обсуждения|с целью|в целях|в связи с|посвящен\w+)\b"
    r"|\s-\s(?:[а-яё]+\s+){0,2}?(?:сообщ|отме[тч]|говор|заяв|сказа|добав|поясн|подч[её]рк|рассказ|уточн|указ"
    r"|цитир|привод|констат|проинформ)"
)
#: `главы МВД восьми стран`: of no state's
_OF_STATES = later(r"\s+(?:[а-яё-]+\s+){0,2}?(?:стран|государств|республик)(?=[\s,.;:)]|$)")
_JOINED = later(r"[,;]|(?:^|\s)и\s|а также|вместе с|\bили\s", re.IGNORECASE)
#: between two members of a list: marks, `и`, titles and ranks
_NEXT = later(
    # no two optional blanks side by side: a run of them would be split in every way
    r"\s*(?:\([^()\n]{0,60}\)\s*)?(?:;|,(?:\s*(?:и|а также|вместе с|совместно с|включая|в том числе|как и)\b)?"
    r"|(?:и|а также|вместе с|совместно с|включая|в том числе|как и)\b)"
    r"(?:\s*(?:и|а также|в том числе|с|со|от|главой|также)\b)*\s*(?:[-А-Яа-яЁё.]+\s+){0,5}\"?$",
    re.IGNORECASE,
)
_BRACKETED = later(r"\s*\($")
#: up to a name, after a post or a body with its abbreviation
_NAME_NEXT = later(r"(?:\s*\([^()\n]{1,40}\))?[^,;:()\n]{0,60}$")
#: characters of a name
_LONG = 200
_AS_SUCH = later(r"\bв\s+(?:качестве|роли|статусе)\s+(?:[\w-]+\s+){0,2}(?:-\s+)?$", re.IGNORECASE)
_AMONG_THEM = later(r",\s+(?:в том числе|среди них|включая)\s", re.IGNORECASE)
_SENT_FROM = later(r"(?:^|\W)(?:от|из|со стороны)\s+$", re.IGNORECASE)
#: characters from a group to the brackets with its members
_TO_BRACKET = 90
_IN_ALL = later(r"(?:всего|итого|в общей сложности|в целом|суммарно)\s", re.IGNORECASE)
_AND_ONLY = later(r"\s+и\s+(?:[а-яё]+\s+)?", re.IGNORECASE)
#: `(список участников прилагается)`
_LIST_OF = re.compile(r"\b(?:спис(?:ок|ка)|перечень)\s+$", re.IGNORECASE)
_WORD_AND = later(r"(?:^|\s)и\s", re.IGNORECASE)


class Roll:
    """Reads lists of those who take part from stretches of one document."""

    def __init__(self, doc: Doc, parties: Parties, offices: Offices | None = None) -> None:
        self._doc = doc
        self._parties = parties
        self._offices = offices or Offices(doc, parties)
        outer = (*doc._.organizations, *doc._.positions, *doc._.documents)
        posts = (*doc._.positions, *doc._.documents)
        countries = [m for m in doc._.places if isinstance(m.entity, Place) and m.entity.kind == "country"]
        found = [
            *doc._.persons,
            *not_within(doc._.positions, doc._.positions),
            *not_within(countries, outer),
            *not_within(doc._.organizations, (*posts, *doc._.organizations)),
        ]
        self._mentions: list[Mention] = sorted(found, key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._mentions]
        towns = (m for m in doc._.places if isinstance(m.entity, Place) and m.entity.kind != "country")
        self._there = {m.end for m in towns}

    def names(self, start: int, end: int, *, groups: bool = True) -> list[Party]:
        """Everybody named in `[start, end)`: persons, states and bodies one by one, groups without names as such."""
        inside = [m for m in self._between(start, end) if m.end <= end]
        found: list[Party] = []
        members: list[Mention] = []
        aside: Mention | None = None
        labels = whose(self._doc._.match_text, inside)
        for number, mention in enumerate(inside):
            if mention in labels:
                continue
            if self._is_aside(mention, start) or (aside is not None and self._goes_on(aside, mention)):
                aside = mention
                continue
            if mention.type == "organization" and self._is_of_members(mention):
                members.append(mention)
                continue
            if mention.type != "person" and self._in_brackets(mention):
                continue
            if mention.rule == "organization.media":
                # who reports it
                continue
            party = self._party(mention, inside[number + 1 :], inside[:number])
            if party is not None:
                found.append(party)
        if groups:
            found += self._groups(start, end, inside, members)
        return unique(sorted(found, key=lambda p: p.start or 0))

    def following(self, party: Party) -> list[Party]:
        """The members of a list that go on after `party`, in the same case."""
        found: list[Party] = []
        if party.end is None or party.start is None:
            return found
        text = match_text_of(self._doc)
        last, end = party.start, party.end
        awaited = False
        stop = self._sentence_end(end)
        for mention in self._between(end, min(stop, end + 1200)):
            if mention.start < end:
                continue
            gap = text[end : mention.start]
            holder = mention.type == "person" and _NAME_NEXT.fullmatch(gap) and not _WORD_AND.search(gap)
            if holder and not self.has_verb(end, mention.start):
                # the post came first, now its holder: no new member unless the post was left to him
                if awaited:
                    found.append(Party(mention.entity, mention.start, mention.end, "stated"))  # type: ignore[arg-type]
                awaited = False
                last, end = mention.start, mention.end
                continue
            if _BRACKETED.search(gap):
                end = text.find(")", mention.end, mention.end + 60) + 1 or mention.end
                continue
            if not _NEXT.fullmatch(gap) or self.has_verb(end, mention.start):
                break
            if not self._same_case(last, mention) and not self._same_case(last, self._next_holder(mention)):
                break
            if self._opens_another(last, end, mention.start):
                break
            rest = self._between(mention.end, stop)[:3]
            named = self._party(mention, rest, [])
            if named is not None:
                found.append(named)
            awaited = named is None
            last, end = mention.start, mention.end
        return found

    def _next_holder(self, state: Mention) -> Mention:
        """`министры Ирана А. Б., Омана В. Г.`: the man behind the state, else the state."""
        behind = self._between(state.end + 1, state.end + 2) if state.type != "person" else []
        return next((m for m in behind if m.type == "person"), state)

    def _opens_another(self, last: int, start: int, end: int) -> bool:
        """`переговоры с министром А. Б. и встреча с президентом`: the nominative between two of another case."""
        first = self._parties.index.at(last)
        if first is None or first.text.isupper() or feature(first, "Case") in {"Nom", None}:
            return False
        between = self._parties.index.span(start, end)
        return any(t.pos_ == "NOUN" and feature(t, "Case") == "Nom" for t in between)

    def is_aside(self, mention: Mention) -> bool:
        """A place, a frame or a source, not somebody who comes: `на территории СНГ`."""
        return self._is_aside(mention, 0)

    def _between(self, start: int, end: int) -> list[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _sentence_end(self, offset: int) -> int:
        token = self._parties.index.at(offset)
        return sentence_of(token).end_char if token is not None else offset

    def _is_aside(self, mention: Mention, start: int) -> bool:
        before = self._doc._.match_text[max(mention.start - 40, start - 12, 0) : mention.start]
        return _ASIDE.search(before) is not None

    def _goes_on(self, aside: Mention, mention: Mention) -> bool:
        """`на территории Казахстана, Киргизии и России`: none of the states came."""
        both = aside.type == mention.type == "place"
        gap = LISTED.fullmatch(self._doc._.match_text, aside.end, mention.start) if both else None
        return gap is not None and self._same_case(aside.start, mention)

    def _is_of_members(self, mention: Mention) -> bool:
        text: str = self._doc._.match_text
        return (
            MEMBERS_OF.search(text[max(mention.start - 40, 0) : mention.start]) is not None
            or _OF_STATES.match(text, mention.end) is not None
        )

    def _in_brackets(self, mention: Mention) -> bool:
        """`Хамид Аль-Мансури (директор департамента МИД, Катар)`: whose man he is; `глава Центра (РЦПД) Анна Берг`."""
        text: str = self._doc._.match_text
        if text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")":
            post = self._between(max(mention.start - 160, 0), mention.start - 1)
            if any(m.type == "position" and 1 <= mention.start - m.end <= 2 for m in post):
                return True
        opened = text[mention.start - 2 : mention.start] == " ("
        if opened and mention.type == "place" and mention.start - 2 in self._there:
            # `в г. Габала (Азербайджан)`
            return True
        opening = text.rfind("(", max(mention.start - 160, 0), mention.start)
        if opening < 0 or ")" in text[opening : mention.start]:
            return False
        before = self._between(max(opening - _LONG, 0), opening)
        beside = [m for m in before if 0 <= opening - m.end <= 2]
        # `Секретариата Евразийской группы (ЕАГ)`: the short name of what stands before
        short = mention.type == "organization" and text[mention.end : mention.end + 1] == ")"
        return any(m.type == "person" or (short and m.type == "organization") for m in beside)

    def _party(self, mention: Mention, later: list[Mention], earlier: list[Mention]) -> Party | None:
        """Whom a mention of a list stands for; nobody if it only says whose the next person is."""
        text: str = self._doc._.match_text
        entity = mention.entity
        if mention.type != "person":
            holder = next((m for m in later[:4] if m.type == "person"), None)
            if holder is not None:
                gap = text[mention.end : holder.start]
                if _NAME_NEXT.fullmatch(gap) and not _WORD_AND.search(gap) and " - " not in gap:
                    return None
                if mention.type == "place" and holder is later[0] and self._is_post_left_out(mention, gap):
                    return None
            previous = next((m for m in reversed(earlier[-2:]) if m.type == "person"), None)
            if previous is not None and _BRACKETED.fullmatch(text[previous.end : mention.start]):
                return None
        if mention.type == "position":
            if isinstance(entity, Person):
                named = any(m.entity is entity for m in (*later, *earlier))
                return None if named else Party(entity, mention.start, mention.end, "resolved")
            return self._offices.party(mention) or Party(None, mention.start, mention.end, "stated")
        if isinstance(entity, (Person, Organization, Place)):
            return Party(entity, mention.start, mention.end, "stated")
        return None

    def _is_post_left_out(self, state: Mention, gap: str) -> bool:
        """`премьер-министры России А. Б., Казахстана - В. Г.`: whose prime minister he is."""
        first = self._parties.index.at(state.start)
        if gap.strip() != "-" or first is None or feature(first, "Case") != "Gen":
            return False
        return _SENT_FROM.search(self._doc._.match_text, max(state.start - 12, 0), state.start) is None

    def _groups(self, start: int, end: int, inside: list[Mention], members: list[Mention]) -> list[Party]:
        """`сотрудники правоохранительных органов`, `более 40 экспертов`: groups whose words hold no name."""
        text: str = self._doc._.match_text
        found: list[Party] = []
        reach = start
        for token in self._parties.index.span(start, end):
            if token.idx < reach or token.pos_ != "NOUN" or not _is_people(token):
                continue
            if any(m.start <= token.idx < m.end for m in inside) or not _is_listed(token):
                continue
            if token.dep_ == "appos" and token.head.head.lemma_ == "территория":
                # `на территориях государств - членов ОДКБ`
                continue
            first, last = noun_phrase(token)
            last = min(max(last, token.idx + len(token)), end)
            if text[last : last + 1] == ":" or _LIST_OF.search(text, max(first - 20, 0), first):
                # `26 человек: офицеры служб и кинологи`: they follow one by one
                continue
            segment = _JOINED.search(text, last, end)
            stop = segment.start() if segment else end
            owner = next((m for m in members if last <= m.end and m.start < stop), None)
            names = [m for m in inside if first <= m.start < stop and m not in members]
            adjective = next((code for c in token.children if (code := country_by_adjective(c.norm_.lower()))), None)
            reach = stop
            if names or self._is_twin(token, stop, end):
                continue
            if _is_counted(token) and (together := self._counted_together(token, end)) > last:
                # `около 40 следователей, прокуроров и аналитиков`
                last, reach = together, together
            if owner is not None:
                last = owner.end
                states = _OF_STATES.match(text, owner.end, end)
                last = states.end() if states is not None else last
            if text[first - 3 : first] == " - " == text[last : last + 3] and any(m.end == first - 3 for m in inside):
                # `Узбекистан и Куба - государства-наблюдатели - были представлены`
                continue
            if self._is_spelled_out(last, end, inside):
                continue
            if _AS_SUCH.search(text, max(first - 40, start), first):
                # `Беларусь и Иран в качестве наблюдателей`
                continue
            if (found or inside) and _IN_ALL.match(text, first, last):
                # `подразделения А и Б, всего около тысячи военнослужащих`: they are told already
                continue
            if adjective and token.lemma_ in _SENT_BY_STATES:
                found.append(Party(self._parties.country(adjective), first, last, "resolved"))
                continue
            found.append(Party(None, max(first, start), last, "stated"))
        return found

    def _is_spelled_out(self, last: int, end: int, inside: list[Mention]) -> bool:
        """`руководители спецслужб пяти государств (Казахстан, Китай и Россия)`: they follow one by one."""
        text: str = self._doc._.match_text
        if _AMONG_THEM.match(text, last, end) is not None and any(m.start > last for m in inside):
            # `свыше 50 специалистов, в том числе из министерств А и Б`
            return True
        opening = text.find("(", last, min(last + _TO_BRACKET, end))
        if opening < 0 or "," in text[last:opening]:
            return False
        closing = text.find(")", opening, end)
        return sum(opening < m.start < closing and m.type == "place" for m in inside) > 1

    def _counted_together(self, token: Token, end: int) -> int:
        """The end of bare nouns for people that share one number."""
        last = token
        for member in coordinated(token)[1:]:
            if not _is_people(member) or any(c.dep_ in {"nmod", "amod"} for c in member.children):
                break
            last = member
        return min(last.idx + len(last), end)

    def _is_twin(self, token: Token, stop: int, end: int) -> bool:
        """`руководители и представители служб`: the second noun says whose."""
        other = next((c for c in token.rights if c.dep_ == "conj" and _is_people(c)), None)
        between = self._doc._.match_text[token.idx + len(token) : other.idx] if other is not None else ","
        return (
            other is not None and _AND_ONLY.fullmatch(between) is not None and other.idx < end and other.idx - stop < 8
        )

    def has_verb(self, start: int, end: int) -> bool:
        """True if a finite verb or an infinitive stands in `[start, end)`."""
        return any(
            t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") in {"Fin", "Inf"}
            for t in self._parties.index.span(start, end)
        )

    def _same_case(self, start: int, mention: Mention) -> bool:
        first, second = self._parties.index.at(start), self._parties.index.at(mention.start)
        if first is None or second is None:
            return False
        if first.text.isupper() or second.text.isupper():
            # abbreviations do not decline
            return True
        one, other = _case(first), _case(second)
        return one is None or other is None or one == other


def _case(token: Token) -> str | None:
    """An adjective has the case of its noun, whatever the tagger says: `Кыргызской Республики`."""
    noun = token.head if token.dep_ == "amod" and token.head.i == token.i + 1 else token
    return feature(noun, "Case")


_SENT_BY_STATES = frozenset(
    {
        "делегация", "сторона", "эксперт", "коллега", "партнер", "представитель", "специалист", "военный",
        "военнослужащий", "подразделение", "контингент", "пограничник", "спасатель", "десантник", "офицер",
    }
)  # fmt: skip
_LISTING = frozenset({None, "с", "со", "от", "из"})
#: before a number of people
_ROUGHLY = frozenset({"около", "свыше", "порядка", "до", "более"})
PEOPLE = frozenset(
    {
        "делегация", "контингент", "подразделение", "группа", "экипаж", "рота", "батальон", "спецподразделение",
        "спецназ", "отряд", "взвод", "бригада", "десант",
    }
)  # fmt: skip
_STATES = frozenset({"страна", "государство"})


def _is_listed(token: Token) -> bool:
    case = preposition(token)
    return case in _LISTING or (case in _ROUGHLY and _is_counted(token))


def _is_counted(token: Token) -> bool:
    return any(c.dep_.startswith("nummod") for c in token.children)


def _is_people(token: Token) -> bool:
    if token.lemma_ in PEOPLE or (token.lemma_ in _STATES and token.dep_ in SUBJECTS and _is_counted(token)):
        # `участвовали пять стран`
        return True
    return is_group(token) and feature(token, "Animacy") == "Anim" and feature(token, "Number") == "Plur"


_ENGLISH_ASIDE = later(
    r"(?:^|[\s(])(?:in|at|(?<!called )(?<!call )(?<!calls )on|to|for|about|near|under|via|into"
    r"|across|within|issued by|according to|funded by"
    r"|support (?:of|from)"
    r"|on behalf of|invitation of|framework of|situation in|territory of|(?<!on the )borders? of"
    r"|citizens of|auspices of|hosted by"
    r"|organi[sz]ed by|run by|adopted by|reported by)\s+(?:the\s+)?\W?$",
    re.IGNORECASE,
)
_ENGLISH_DELEGATES = later(
    r"(?:delegations?|representatives?|experts?|officials|officers|contingents?|units?|specialists|diplomats"
    r"|staff|members|heads"
    r"|ministers|ambassadors|observers?|participants|instructors|servicemen|delegates|services|agencies|troops"
    r"|forces)\s+"
    r"(?:of|from|for)\s+(?:the\s+)?(?:(?:relevant|competent|law enforcement|border"
    r"|customs)\s+(?:\w+\s+){0,2}of\s+(?:the\s+)?)?$"
    # `officers from agencies in Oman and Nepal`
    r"|\b(?:agencies|authorities|institutions|services|bodies|ministries|departments|structures|units|troops|forces"
    r"|offices|prosecutors|laboratories|universities|companies|experts|officials|officers|specialists|practitioners)"
    r"\s+(?:in|across|throughout)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_PRESS = later(r"\bpress (?:office|service|cent(?:re|er)|secretary)\b|\bnews ?(?:agency|wire)\b", re.IGNORECASE)
#: `EAEU prime ministers`: they, not the union
_ENGLISH_OF_PEOPLE = later(
    r" (?:(?:prime|foreign|interior|defen[cs]e|justice|health|finance|security) )?"
    r"(?:ministers|leaders|presidents|premiers)\b"
)
_ENGLISH_CHIEFS = later(
    r"(?P<who>\b(?:[a-z]+ ){0,2}(?:heads|ministers|chiefs|leaders|presidents|prosecutors general"
    r"|[Ss]ecretaries[- ][Gg]eneral|members) of (?:the )?"
    r"(?:(?:[a-z]+ ){1,4}of (?:the )?)?)$"
)
#: `a Secretariat delegation`
_ENGLISH_TEAM = later(r" (?:delegation|mission|team)\b")
_ENGLISH_DELEGATION = later(r"\b[Dd]elegation (?:of|from) (?:the )?$")
_ENGLISH_MEMBERS = later(r"\b(?:[Mm]ember [Ss]tates|[Mm]embers|countries|[Ss]tates) of (?:the )?$")
#: `coordinators of nine SCO member states`, `the SCO chairmanship`
_ENGLISH_OF_MEMBERS = later(
    r"(?:\)|\s\([A-Z]{2,8}\))?(?:'s)?\s+(?:member|participating|partner|observer)?\s?(?:[Mm]ember|[Ss]tates?\b"
    r"|countries|members"
    r"|chairmanship|presidency)"
)
_ENGLISH_INVITED = later(r"\b(?:invitation of|invited by)\s[^,;.]*$")
_BOTH = later(r"\b(?:from|of) (?:both|the two) (?:sides|countries|states)\b")
_ENGLISH_GROUP = later(
    r"(?<!')\b(?:(?:more than|over|about|some|around|nearly|up to)\s+)?"
    r"(?:(?!(?i:for|of|to|in|on|at|with|by|from|programmes?|programs?|courses?|trainings?|launch|hold|held)\b"
    r"|[A-Z][\w-]*\s+and\b)[\w-]+\s+){0,4}?"
    r"(?P<who>(?i:delegations?|experts"
    r"|officials|officers|specialists|"
    r"representatives|diplomats|ministers|participants"
    r"|(?:heads|secretaries|leaders) of(?: (?!(?:were|was|and|met|have|had|has|will|are|is|who|in|on"
    r"|at|took|takes|take|held|agreed|discussed|gathered)\b)[\w-]+){1,6}"
    r"(?:(?: \([A-Z]{2,8}\))?(?: [A-Z][\w-]+){0,2}(?: member)? (?:states|countries)\b)?"
    r"|trainers|instructors|guests"
    r"|servicemen|liaison officers|commanders|attach[eé]s|cadets|students|journalists|investigators|prosecutors|judges"
    r"|analysts|employees|ambassadors|envoys|lawmakers|parliamentarians|scholars|scientists|entrepreneurs|inspectors"
    r"|detectives|graduates|coordinators|managers|observers|volunteers|doctors|teachers|governments|companies|firms"
    r"|businesses|enterprises|negotiators|practitioners))"
    r"(?:\s+(?:of|from)\s+(?:the\s+)?"
    r"(?:(?!(?:was|were|is|are|has|have|had|will|would|met|took|held|gathered|attended|participated|discussed"
    r"|who|on|at|in|to|for|with|by|during|that|which)\b)"
    r"[\w-]+\s?){1,8}(?:\b(?:[Mm]ember|[Pp]articipating) (?:[Ss]tates|countries)\b|(?<=member )states\b)?)?",
)
#: `the heads of the delegations [jointly] signed`
_ENDS_ADVERB = later(r" (?:jointly|also|then|later|[a-z]{3,}ly) ?$")
#: what stands before a group and is no part of it: `On 13 May [the participants]`
_ENGLISH_LEAD = later(
    r"(?:(?:(?:On|In|At|Since|Until|on|in) (?:\d{1,2} )?[A-Z]\w+(?: \d{1,4})?,?"
    r"|\d{1,2} [A-Z]\w+(?: \d{4})?,?|\d{4},?"
    r"|(?:[Ee]arlier |[Ll]ater )?(?:[Tt]his|[Ll]ast|[Nn]ext) (?:year|month|week|spring|summer|autumn|winter)"
    r"|Then|Later|Afterwards|Earlier|Next|including|[Tt]he|[Aa]n?|[Oo]f|[Bb]y|[Ww]ith|and|were|was|other than"
    r"|participation|said|noted|that|about|for|to)\s+)+"
)
_ENGLISH_STATE_DELEGATION = later(r"([A-Z][a-z]+) (?:delegation|experts|representatives|diplomats|officials|side)\b")
#: characters of a name or post
_NAME_REACH = 160
#: `Representative of the Office (UNODC) for Central Asia Ada Berg`
_FOR_REGION = later(r"\s(?:\([\w -]+\)\s)?(?:(?:for|in|to|of)\s(?:the\s)?(?:[A-Z]\w+\s){1,4})?")
_POST_AFTER = later(
    r",\s+(?:the\s+)?(?:(?:newly|recently)\s+)?(?:(?:appointed|elected|current|then|outgoing|new|acting|former)\s+)?"
)
_FROM_BODY = later(
    r"\s+(?:from|of)\s+(?:the\s+)?(?:[A-Z]\w+\s+)?"
    # `Vera Lind, a representative of the Office`
    r"|,\s+(?:an?\s+|the\s+)?(?:(?!and\b)[a-z-]+\s+){0,3}(?:representative|official|expert|member|officer"
    r"|spokes\w+|adviser|advisor|specialist"
    r"|consultant|employee|coordinator)\s+(?:of|from|at|for|with)\s+(?:the\s+)?(?:[A-Z]\w+\s+)?"
)
#: `the Uzbek party`: a state by its adjective
_ENGLISH_SIDE = later(r"\b([A-Z][a-z]+) (?:party|side)\b")
#: `on the initiative of [the Uzbek side]`
_AT_WISH = later(r"\b(?:initiative|request|invitation|behalf|proposal|suggestion|insistence|territory) of (?:the )?$")
_APPOSITION = later(
    r",\s+(?:(?:Mr|Ms|Mrs|Dr|H\.E|Gen|Col|Lt|Maj|Capt|Prof|Ambassador|(?:(?:Police|Justice|Militia|Customs"
    r"|Medical)\s+)?"
    r"(?:Major|Lieutenant|Colonel)?[ -]?(?:General|Colonel|Major|Lieutenant|Captain"
    r"|Commissioner)(?:\s+of\s+\w+)?)\.?\s+)*"
)
_ENGLISH_AND = later(r"\s+(?:and|as well as|along with)\s+|[,;]")


#: `Armenia's neighbours`: not Armenia
_NEIGHBOURS = later(r"'s? (?:[a-z]+ )?neighbou?rs\b")
#: `the head of [the Georgian delegation]`
_HEAD_OF = later(r"\b(?:head|leader|chief|member) of (?:the )?$", re.IGNORECASE)
_RANK_ONLY = later(r",? (?:[A-Z][\w.-]*\.? ){0,4}")
_AND_POST = later(r" and (?:the )?")
#: `the Presidents of [Armenia and] Georgia`
_RULERS = later(
    r"\b(?P<post>[Pp]residents|[Pp]rime [Mm]inisters)\s+of\s+(?:the\s+)?(?:(?:[A-Z][\w-]+\s?){1,4}(?:,\s"
    r"|\s?and\s)(?:the\s)?)*$"
)
_ADJECTIVE_AND = later(r"\b([A-Z][a-z]+) and (?:the )?$")
_ADJECTIVE_GROUP = later(r"([A-Z][a-z]+) (?:[A-Za-z]+ ){0,2}[A-Za-z]+$")
#: between the members of a row of names
_ROW = later(r"(?:,| and|, and)\s(?:the\s)?(?:[A-Z]\w{0,5}\.\s)?")
_OFFICERS_OF = later(
    r"\b(?:ministers|presidents|heads|leaders|chiefs|secretaries|directors|speakers|chairmen|ambassadors)\b[^,.;]{0,60}"
    r"\b(?:of|from|for) (?:the )?$",
    re.IGNORECASE,
)
_LABELLED = later(r"(?P<one> and (?:the )?(?:[A-Z][\w-]+ ?){1,4})?\s?[,:(\u2013-]\s?(?:[A-Z]\w{0,5}\.\s)?")
#: characters of a rank before a name
_RANK = 12
#: characters that `head of the` takes before a delegation, and ranks take after it
_HEAD = 40


class EnglishRoll(Roll):
    """Rolls of English text: the same marks, other words."""

    def is_inside(self, offset: int) -> bool:
        """Whether the offset stands inside a name or post: `Head of the Office| in Azerbaijan`."""
        return any(m.end > offset for m in self._between(offset - _NAME_REACH, offset))

    def bodies(self, start: int, end: int) -> list[Mention]:
        """Outermost bodies of the stretch."""
        inside = [m for m in self._between(start, end) if m.type == "organization" and m.end <= end]
        # who reports it holds nothing: `MOSCOW. KAZINFORM The meeting will take place`
        text: str = self._doc._.match_text
        return [m for m in inside if m.rule != "organization.media" and not _PRESS.search(text, m.start, m.end)]

    def names(self, start: int, end: int, *, groups: bool = True) -> list[Party]:
        """Everybody named in `[start, end)`; `delegations of A, B and C` one by one."""
        text: str = self._doc._.match_text
        inside = [m for m in self._between(start, end) if m.end <= end]
        found: list[Party] = []
        listing: int | None = None
        owned = end
        for number, mention in enumerate(inside):
            before = text[max(mention.start - 60, start - 12, 0) : mention.start]
            delegates = _ENGLISH_DELEGATES.search(before) is not None
            gap = text[listing : mention.start] if listing is not None else None
            listed = gap is not None and re.fullmatch(
                r"\s*(?:\([^()]*\))?\s*(?:,|and|as well as|, and|,? along with)+\s*(?:from\s+|of\s+)?(?:the\s+)?", gap
            )
            if mention.type == "organization" and _ENGLISH_OF_MEMBERS.match(text, mention.end):
                continue
            if mention.type == "place" and _NEIGHBOURS.match(text, mention.end):
                continue
            if mention.type == "person":
                if _ENGLISH_INVITED.search(text, max(mention.start - _NAME_REACH, start), mention.start):
                    continue
                if self._is_served(mention, inside[:number]):
                    continue
                found.append(Party(mention.entity, mention.start, mention.end, "stated"))  # type: ignore[arg-type]
                listing = mention.end
                continue
            if mention.rule == "organization.media" or (
                mention.type == "organization" and _PRESS.search(text, mention.start, mention.end)
            ):
                # who reports it
                continue
            of_members = _ENGLISH_MEMBERS.search(before) and mention.type == "organization"
            if of_members and before.lower().endswith(("members of ", "members of the ")):
                # `met members of the Council`: they, not the body
                first = max(mention.start - len("members of the "), start)
                first += text[first : mention.start].lower().index("members")
                found.append(Party(None, first, mention.end, "stated"))
                listing = mention.end
                continue
            if self._in_brackets(mention) or of_members:
                continue
            if not delegates and not listed and _ENGLISH_ASIDE.search(before):
                continue
            if number and inside[number - 1].type == "person" and self._belongs(inside[number - 1], mention):
                owned = mention.end
                continue
            if mention.type == "position" and _AND_POST.fullmatch(text, owned, mention.start):
                # `Ada Lang, the Secretary and the Director of the Office`
                continue
            if mention.type == "organization" and self._ends_post(inside[:number], mention):
                continue
            if mention.type != "person" and self._is_further_post(mention, inside[:number], inside[number + 1 :]):
                continue
            party = self._party(mention, inside[number + 1 :], inside[:number])
            if party is not None and mention.type == "place":
                party = self._ruler(mention, start) or party
            people = _ENGLISH_OF_PEOPLE.match(text, mention.end) if mention.type == "organization" else None
            team = _ENGLISH_TEAM.match(text, mention.end) if mention.type == "organization" else None
            team = team or people
            chiefs = _ENGLISH_CHIEFS.search(before) if party is not None and mention.type == "organization" else None
            if chiefs is not None and isinstance(mention.entity, Organization) and mention.entity.country is None:
                # `the heads of services of the union`: they, not the union
                first = max(mention.start - len(before) + chiefs.start("who"), start)
                party = Party(None, first, mention.end, "stated")
            elif party is not None and mention.type == "organization" and (team or _ENGLISH_DELEGATION.search(before)):
                # the delegation of one body is no more than its words
                party = Party(None, mention.start, team.end() if team else mention.end, "stated")
            if party is not None:
                found.append(party)
                listing = mention.end
        found = self._without_labels(found)
        if groups:
            found += self.groups(start, end)
        return unique(sorted(found, key=lambda p: p.start or 0))

    def _is_further_post(self, mention: Mention, earlier: list[Mention], later: list[Mention]) -> bool:
        """`Ivo Lang, Deputy Commander of the Police and Director of [the Bureau], in`: all of this he is."""
        man = next((m for m in reversed(earlier) if m.type == "person"), None)
        text: str = self._doc._.match_text
        if man is None or mention.end - man.end > _LONG or POSTS.match(text, man.end, mention.end) is None:
            return False
        holder = next((m for m in later if m.type == "person"), None)
        if holder is not None and _NAME_NEXT.fullmatch(text, mention.end, holder.start):
            return False
        item = list(ITEMS.finditer(text, man.end, mention.start + 1))
        return bool(item) and POST_ITEM.match(text, item[-1].end(), mention.end) is not None

    def _is_served(self, person: Mention, earlier: list[Mention]) -> bool:
        """`Ada Berg, Assistant to the President of Latvia [Ivo Lang]`: only whose assistant she is."""
        text: str = self._doc._.match_text
        posts = [m for m in self._between(person.start - _NAME_REACH, person.start) if m.type == "position"]
        post = posts[-1] if posts and 0 < person.start - posts[-1].end <= _RANK else None
        at = post.start if post is not None else person.start
        men = [m for m in earlier if m.type == "person"]
        if men and SERVES.search(text, max(at - _HEAD, 0), at) is not None:
            return True
        within = SERVING.match(text, post.start, post.end) if post is not None else None
        return (
            within is not None and post is not None and any(text[m.end : post.start] in {", ", ", the "} for m in men)
        )

    def _without_labels(self, found: list[Party]) -> list[Party]:
        """`the ministers of Oman and Nepal, Salim Badr and Dipak Rana`: the men, not their states."""
        text: str = self._doc._.match_text
        kept = list(found)
        for n, party in enumerate(found):
            if not n or not isinstance(party.entity, Person) or not isinstance(found[n - 1].entity, Place):
                continue
            first, last = n - 1, n
            while (
                first
                and isinstance(found[first - 1].entity, Place)
                and _ROW.fullmatch(text, found[first - 1].end or 0, found[first].start or 0)
            ):
                first -= 1
            while (
                last + 1 < len(found)
                and isinstance(found[last + 1].entity, Person)
                and _ROW.fullmatch(text, found[last].end or 0, found[last + 1].start or 0)
            ):
                last += 1
            officers = _OFFICERS_OF.search(
                text, max((found[first].start or 0) - _NAME_REACH, 0), found[first].start or 0
            )
            apart = _LABELLED.fullmatch(text, found[n - 1].end or 0, party.start or 0)
            if (
                officers is not None
                and apart is not None
                and n - first + (apart["one"] is not None) == last - n + 1 > 1
            ):
                kept = [p for p in kept if p not in found[first:n]]
        return kept

    def _party(self, mention: Mention, later: list[Mention], earlier: list[Mention]) -> Party | None:
        """`the Director of the Service, Talant Imanov`: the name after the comma, in English."""
        if mention.type == "position" and self._goes_on_with(mention, later):
            return None
        if mention.type != "person":
            holder = next((m for m in later[:3] if m.type == "person"), None)
            gap = self._doc._.match_text[mention.end : holder.start] if holder is not None else ","
            if holder is not None and (_APPOSITION.fullmatch(gap) or _FOR_REGION.fullmatch(gap)):
                return None
        return super()._party(mention, later, earlier)

    def _goes_on_with(self, post: Mention, later: list[Mention]) -> bool:
        """`Chairman of the Duma and Chairman of the Assembly Ivo Lang`: another post of the one named behind."""
        other = next((m for m in later if m.type == "position" and m.start == post.end + 5), None)
        person = next((m for m in later if m.type == "person"), None)
        text: str = self._doc._.match_text
        named = other is not None and person is not None and person.start == other.end + 1
        return named and other is not None and text[post.end : other.start] == " and "

    def _ruler(self, state: Mention, start: int) -> Party | None:
        """`the Presidents of Armenia and Georgia`, whom the page names: they and not their states."""
        text: str = self._doc._.match_text
        ruled = _RULERS.search(text, max(state.start - _NAME_REACH, start), state.start)
        if ruled is None or not isinstance(state.entity, Place) or state.entity.kind != "country":
            return None
        post = ruled["post"].lower().removesuffix("s")
        holders = {
            id(m.entity): m.entity
            for m in self._doc._.persons
            if isinstance(m.entity, Person)
            and any(p.country == state.entity.country and p.title.lower() == post for p in m.entity.positions)
        }
        found = list(holders.values())
        return Party(found[0], state.start, state.end, "resolved") if len(found) == 1 else None

    def _belongs(self, person: Mention, mention: Mention) -> bool:
        """`Ada Berg, Under-Secretary of the Office`, `Liang Yun from the Ministry`: whose man he is."""
        gap = self._doc._.match_text[person.end : mention.start]
        if mention.type == "position":
            return _POST_AFTER.fullmatch(gap) is not None and mention.entity is None
        if mention.type == "place":
            # `President Ivo Lang of Norway`
            return gap in {" of ", " of the "}
        return mention.type == "organization" and _FROM_BODY.fullmatch(gap) is not None

    def _ends_post(self, earlier: list[Mention], body: Mention) -> bool:
        """`Wei Li, Deputy Head of the Department, [Ministry of Security]`: the house of the one named before."""
        posts = [m for m in self._between(body.start - _NAME_REACH, body.start) if m.type == "position"]
        if not earlier or not posts or posts[-1].end != body.start - 2 or earlier[-1].type != "person":
            return False
        text: str = self._doc._.match_text
        after_name = _POST_AFTER.fullmatch(text, earlier[-1].end, posts[-1].start) is not None
        return after_name and text[posts[-1].end : body.start] == ", "

    def _is_of_head(self, start: int, at: int, end: int) -> bool:
        """`the head of the Georgian delegation, Col. X`: he alone is meant, whose name stands right behind."""
        text: str = self._doc._.match_text
        if _HEAD_OF.search(text, max(start - _HEAD, 0), start) is None:
            return False
        people = [m for m in self._between(at, min(at + _HEAD, end)) if m.type == "person"]
        return bool(people) and _RANK_ONLY.fullmatch(text, at, people[0].start) is not None

    def _of_two(self, first: int, end: int) -> list[Party]:
        """`Omani and [Nepalese ministers]`: both states."""
        text: str = self._doc._.match_text
        one = _ADJECTIVE_AND.search(text, max(first - _HEAD, 0), first)
        other = _ADJECTIVE_GROUP.match(text, first, end)
        if one is None or other is None:
            return []
        states = [(country_by_adjective(m[1].lower()), m.span(1)) for m in (one, other)]
        if not all(iso for iso, _ in states):
            return []
        return [Party(self._parties.country(iso), *span, "resolved") for iso, span in states if iso]

    def groups(self, start: int, end: int) -> list[Party]:
        """`law enforcement officers of the Member States`: groups without a name."""
        text: str = self._doc._.match_text
        found: list[Party] = []
        for side in _ENGLISH_SIDE.finditer(text, start, end):
            if _AT_WISH.search(text, max(side.start() - _HEAD, 0), side.start()):
                continue
            if iso := country_by_adjective(side[1].lower()):
                found.append(Party(self._parties.country(iso), *side.span(), "resolved"))
        for match in _ENGLISH_GROUP.finditer(text, start, end):
            if text[max(match.start() - 3, 0) : match.start()] == "as " or match[0].startswith("as "):
                # `and, as guests, experts from the Council`
                continue
            bare = match.end("who") == match.end() and match["who"][0].isupper() and " of " not in match["who"]
            if bare or self.is_inside(match.start("who") + 1):
                # `the Council of [Ministers]`, a headline's `Prosecutors`
                continue
            stop = _ENGLISH_AND.search(text, match.end(), end)
            until = stop.start() if stop else end
            inside = self._between(match.start(), end)
            named = [m for m in inside if match.start() <= m.start < until]
            if _BOTH.search(match[0]) or any(not _ENGLISH_OF_MEMBERS.match(text, m.end) for m in named):
                continue
            first = match.start() + len(match[0]) - len(match[0].lstrip())
            dash = text.rfind(" - ", first, match.end())
            first = dash + 3 if dash >= 0 else first
            words = text[first : match.end()].strip()
            lead = _ENGLISH_LEAD.match(words)
            first += len(lead[0]) if lead else 0
            if pair := self._of_two(first, match.end()):
                found += pair
                continue
            state = _ENGLISH_STATE_DELEGATION.match(text, first, match.end())
            iso = country_by_adjective(state[1].lower()) if state else None
            if state is not None and iso and self._is_of_head(first, state.end(), end):
                continue
            if state is not None and iso:
                found.append(Party(self._parties.country(iso), first, state.end(), "resolved"))
                continue
            adverb = _ENDS_ADVERB.search(text, first, match.end())
            last = adverb.start() if adverb else match.end() - (len(match[0]) - len(match[0].rstrip()))
            found.append(Party(None, first, last, "stated"))
        return found
