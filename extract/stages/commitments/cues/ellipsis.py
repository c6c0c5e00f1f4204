"""Second clauses that share the verb of the first: `Таджикистан возьмет на себя здание, Китай - оснащение`; second
orders: `поручил МВД разработать карту, а Минздраву - открыть центры`; second actions with a term of their own:
`намерены расширить перечень и до конца года согласовать список`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Token

from extract.document import Commitment, DateValue, Mention, Party, Place, match_text_of
from extract.language.later import later
from extract.language.morphology import parses
from extract.language.syntax import FUTURE_AUXILIARIES, feature
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties

_GAP = later(r",\s+(?:а\s+)?((?:[^,.;:()\"\n-]|(?<=\w)-(?=\w)){2,120}?)\s+-\s+(?=\S)")
#: `поручил: управлениям - завершить проверку; пресс-службе - подготовить материалы`
_NEXT_ORDER = later(r"\s*;\s+((?:[^,.;:()\"\n-]|(?<=\w)-(?=\w)){2,120}?)\s+-\s+(?=\S)")
#: `поручено: до 20 июня - завершить проверку; до 1 июля - представить предложения`
_NEXT_TERM = later(r"\s*;\s+((?:до|к|не позднее|в срок до)\s[^,.;:()\"\n-]{3,40}?)\s+-\s+(?=\S)")
#: characters of a term before an infinitive
_TERM = 50
_ORDER_END = later(r"[.;\n]")
_PARTIES = frozenset({"organization", "place", "person"})
#: what joins a further action to the first, up to its term
_JOINED_TERM = later(
    r"(?:,\s+(?:а|но|и|а также|затем|после чего)?|\s+и|\s+а также)\s*"
    r"((?:(?:уже|также|затем|потом|далее|ещ[её]|кроме того|и|только|лишь)\s+)*"
    r"(?:(?:в|во|до|к|ко|на|с|со|по|не (?:позднее|позже|ранее)|начиная с|в срок до|в срок не позднее|в течение)\s+)?)$"
)
#: terms without a date
_LOOSE = (
    r"(?:в\s+(?:[\dа-яё-]*(?:месячный|недельный|дневный)|короткий|кратчайший|сжатый)\s+срок"
    r"|(?:в течение|через)\s+(?:[а-яё]+\s+)?(?:дн[яей]+|недел[ьюия]+|месяц[аев]*|лет|год[ау]?)"
    r"|(?:до|к)\s+(?:лет[ау]|осени|зим[ые]|весн[ые]|следующе\w+\s+\w+)"
    r"|в\s+[а-яё]+\s+(?:период|сезон)"
    r"|летом|осенью|зимой|весной)"
)
_JOINED = later(rf"(?:,\s+(?:а также|а|но|и|затем)|\s+а также|\s+и)\s+(?:{_LOOSE}\s+)?(?:не\s+)?(?=[а-яё]{{3}})")
#: `завершить ремонт до мая, а «Достык» модернизировать в июле`: another thing before the infinitive
_ANOTHER_THING = later(r",\s+а\s+(?=[^,.;:]{3,60}\s[а-яё]{3,}(?:ть|ти|чь)(?:ся)?\s)")
_LOOSE_TERM = later(rf"\b{_LOOSE}\b")
_SOON = later(
    r"\b(?:(?:before|by|in|this|next)\s+(?:the\s+)?(?:end of (?:the )?)?(?:summer|autumn|fall|winter|spring)"
    r"|next (?:week|month|year))\b"
)
_BY_TERM = later(r"\b(?:до|к|ко|не позднее|не позже)\s+$")
_AT_TERM = (" в ", " во ", " с ", " со ", " течение ")
_WORD = later(r"[a-z]+")
#: characters of a year and of a day
_YEAR, _DAY = 4, 10
_DASH = later(r"\s*-?\s*")
#: `adopt the law next month and [launch the registry] by October`
_AND_DO = later(r",? and (?:also |then )?(?=(?:to [a-z]{3,}|[a-z]{3,}) (?:the|an?|its|their|all|both|two|three|\d+)\b)")
#: characters before a term in which its conjunction stands
_JOINT = 40


def split(parties: Parties, commitment: Commitment, we: Party | None = None) -> list[Commitment]:
    """The commitment, and one more for each further party and dash that its action goes on with; `we` speak."""
    text = match_text_of(parties.doc)
    gap = _GAP.search(text, *commitment.action)
    if gap is None:
        return [*_own_terms(parties, commitment), *_next_orders(parties, commitment)]
    asked = _asked(parties, commitment, gap)
    # `линия Алматы - Бишкек, Ташкент - Душанбе` joins places
    route = any(m.type == "place" for m in parties.within(gap.end(), gap.end() + 1))
    told = not asked and commitment.actors and not route
    ours = Party(we.entity, *gap.span(1), "resolved") if told and we is not None and gap[1].lower() == "мы" else None
    other = ours or (_other(parties, *gap.span(1)) if told else None)
    if not asked and (other is None or any(party.entity is other.entity for party in commitment.actors)):
        return _own_terms(parties, commitment)
    head = _infinitive(parties, gap.end()) if asked else parties.index.at(gap.end())
    second = replace(
        commitment,
        action=(head.idx if head is not None else gap.end(), commitment.action[1]),
        clause=(gap.start(1), max(commitment.clause[1], commitment.action[1])),
        action_lemma=head.lemma_ if head is not None else None,
        actors=[other] if other is not None else commitment.actors,
        addressees=asked,
        theme=None,
        evidence=[],
        specifics=[],
        topics=[],
    )
    commitment.action = (commitment.action[0], gap.start())
    commitment.clause = (commitment.clause[0], gap.start())
    return [commitment, *split(parties, second, we)]


def _next_orders(parties: Parties, commitment: Commitment) -> list[Commitment]:
    """What the others of a row of orders are to do, each behind a semicolon."""
    text = match_text_of(parties.doc)
    row = _NEXT_ORDER.match(text, commitment.action[1]) if commitment.addressees else None
    term = _NEXT_TERM.match(text, commitment.action[1]) if commitment.addressees else None
    asked = _asked(parties, commitment, row) if row is not None else []
    if term is not None and _infinitive(parties, term.end()) is not None:
        row, asked = term, commitment.addressees
    if row is None or not asked:
        return []
    end = _ORDER_END.search(text, row.end())
    stop = end.start() if end is not None else len(text)
    head = _infinitive(parties, row.end())
    second = replace(
        commitment,
        action=(head.idx if head is not None else row.end(), stop),
        clause=(row.start(1), stop),
        action_lemma=head.lemma_ if head is not None else None,
        addressees=asked,
        theme=None,
        evidence=[],
        specifics=[],
        topics=[],
    )
    return [second, *_next_orders(parties, second)]


def _own_terms(parties: Parties, commitment: Commitment) -> list[Commitment]:
    """The commitment, and one more for each further infinitive that has a term of its own."""
    first = parties.index.at(commitment.action[0])
    passive = first is not None and first.norm_.lower() in FUTURE_AUXILIARIES
    finite = first is not None and feature(first, "Tense") == "Fut" and commitment.cue[0] != commitment.action[0]
    if first is None or (feature(first, "VerbForm") != "Inf" and not passive and not finite):
        return [commitment]
    before = _term_before(parties, commitment) if not finite else None
    kind = ("Variant", "Short") if passive else ("Tense", "Fut") if finite else ("VerbForm", "Inf")
    joint = before or _term_behind(parties, commitment, *kind)
    if joint is None:
        return [commitment]
    stop, start, head = joint
    text: str = parties.doc._.match_text
    denied = text[max(head.idx - 3, 0) : head.idx].lower() == "не "
    second = replace(
        commitment,
        negated=denied or (commitment.negated and passive),
        action=(head.idx, commitment.action[1]),
        clause=(start, max(commitment.clause[1], commitment.action[1])),
        action_lemma=head.lemma_,
        theme=None,
        evidence=[],
        specifics=[],
        topics=[],
    )
    commitment.action = (commitment.action[0], stop)
    commitment.clause = (commitment.clause[0], stop)
    return [commitment, *_own_terms(parties, second)]


def _term_before(parties: Parties, commitment: Commitment) -> tuple[int, int, Token] | None:
    """`расширить перечень и до конца года согласовать список`: where the first action ends, where the further one
    begins, and its infinitive.
    """
    text = match_text_of(parties.doc)
    begin, end = commitment.action
    for mention in parties.dates.within(begin, end):
        since = max(begin, mention.start - _JOINT)
        joined = _JOINED_TERM.search(text, since, mention.start)
        dash = _DASH.match(text, mention.end, end)
        head = _infinitive(parties, dash.end() if dash is not None else mention.end) if joined is not None else None
        if joined is not None and head is not None and head.idx < end and begin < joined.start():
            return joined.start(), joined.start(1), head
    return None


def _term_behind(parties: Parties, commitment: Commitment, name: str, value: str) -> tuple[int, int, Token] | None:
    """`внести поправки до 1 мая и запустить портал в сентябре`, `будет подписан в мае, а ратифицирован в июле`: both
    have a term.
    """
    text = match_text_of(parties.doc)
    begin = min(commitment.cue[1], commitment.action[0])
    begin, end = max(begin, commitment.clause[0]), commitment.action[1]
    terms = [m.start for m in parties.dates.within(begin, end) if _is_term(parties, m)]
    if not terms:
        return None
    terms += [loose.start() for loose in _LOOSE_TERM.finditer(text, begin, end)]
    others = {m.start(): m for m in _ANOTHER_THING.finditer(text, *commitment.action)}
    for joined in (*_JOINED.finditer(text, *commitment.action), *others.values()):
        head = parties.index.at(joined.end())
        if joined.start() in others and head is not None and head.pos_ != "VERB":
            head = next((t for t in parties.index.span(joined.end(), end) if feature(t, "VerbForm") == "Inf"), None)
        earlier = min(terms) < joined.start() < max(terms)
        if head is not None and feature(head, name) == value and earlier:
            return joined.start(), head.idx, head
    return None


def split_english(parties: Parties, commitment: Commitment) -> list[Commitment]:
    """The commitment, and one more for a further verb, where both have a day."""
    text: str = parties.doc._.match_text
    days = [m.start for m in parties.dates.within(*commitment.action) if not parties.names.cover(m.start, m.end)]
    if not days:
        return [commitment]
    days += [soon.start() for soon in _SOON.finditer(text, *commitment.action)]
    for joined in _AND_DO.finditer(text, *commitment.action):
        if not min(days) < joined.start() < max(days):
            continue
        head = _WORD.search(text, joined.end() + 3 if text.startswith("to ", joined.end()) else joined.end())
        end = commitment.action[1]
        second = replace(
            commitment,
            action=(joined.end(), end),
            clause=(joined.end(), max(end, commitment.clause[1])),
            action_lemma=head[0] if head is not None else None,
            evidence=[],
            specifics=[],
            topics=[],
        )
        commitment.action = (commitment.action[0], joined.start())
        commitment.clause = (commitment.clause[0], joined.start())
        return [commitment, *split_english(parties, second)]
    return [commitment]


def _is_term(parties: Parties, mention: Mention) -> bool:
    """A day, a date finer than a year with its preposition, or one by which something is done; in no name."""
    if not isinstance(mention.entity, DateValue) or parties.names.cover(mention.start, mention.end):
        return False
    before = parties.doc._.match_text[max(mention.start - _JOINT, 0) : mention.start].lower()
    day = len(mention.entity.edtf) == _DAY and not before.endswith(" от ")
    dated = len(mention.entity.edtf) > _YEAR and before.endswith(_AT_TERM)
    return day or dated or _BY_TERM.search(before) is not None


def _infinitive(parties: Parties, offset: int) -> Token | None:
    """What is to be done, past the time by which: `экспертам - до 1 июля сверить`."""
    for token in parties.index.span(offset, offset + _TERM):
        if feature(token, "VerbForm") == "Inf":
            return token
        if token.pos_ in {"VERB", "PUNCT"}:
            return None
    return None


def _asked(parties: Parties, commitment: Commitment, gap: re.Match[str]) -> list[Party]:
    """Who is given the second order: a dative before the dash, an infinitive after it, as in the first."""
    first = parties.index.at(commitment.action[0])
    if first is None or feature(first, "VerbForm") != "Inf" or _infinitive(parties, gap.end()) is None:
        return []
    nouns = (t for t in parties.index.span(*gap.span(1)) if t.pos_ in {"NOUN", "PROPN"})
    asked = next(nouns, None)
    if asked is None or commitment.force not in {"decision", "proposal"}:
        return []
    abbreviated = asked.text.isupper() and len(asked) > 1
    dative = feature(asked, "Case") == "Dat" or any("datv" in parse.tag for parse in parses(asked.norm_.lower()))
    if not dative and not abbreviated:
        return []
    return parties.at(asked) or [Party(None, *gap.span(1), "stated")]


def _other(parties: Parties, start: int, end: int) -> Party | None:
    """Who acts in the second clause: a name in the nominative, or the adjective of a state (`иранская`)."""
    text: str = parties.doc._.match_text
    for mention in parties.within(start, start + 1):
        head = parties.index.span(mention.start, mention.end)
        if mention.end == end and mention.type in _PARTIES and len(head) and _nominative(head.root.norm_):
            state = parties.capital(mention)
            if state is None and isinstance(mention.entity, Place) and mention.entity.kind != "country":
                return None
            return Party(state or mention.entity, start, end, "resolved" if state else "stated")  # type: ignore[arg-type]
    words = text[start:end].split()
    code = country_by_adjective(words[0].lower()) if len(words) <= 2 and _nominative(words[0]) else None
    return Party(parties.country(code), start, end, "resolved") if code is not None else None


def _nominative(word: str) -> bool:
    return any("nomn" in parse.tag or "Fixd" in parse.tag for parse in parses(word.lower()))
