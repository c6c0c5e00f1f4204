"""What a preposition adds to a post: its field (`по борьбе с наркотиками`), whom it is attached to, where it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.document import Mention, Organization, Place
from extract.language.morphology import lemma
from extract.stages.persons.post_words import cases_of, country_of

if TYPE_CHECKING:
    from extract.stages.persons.post_phrase import PhraseReader

TIME = frozenset({"год", "месяц", "день", "число", "век", "квартал", "полугодие", "утро", "вечер", "время", "раз"})
#: whose place of service may follow their owner: `посол России в Таджикистане`
ABROAD = frozenset(
    {"посол", "посланник", "поверенный", "атташе", "военатташе", "консул", "генконсул", "вице-консул", "представитель"}
    | {"постпред", "торгпред", "полпред", "спецпредставитель", "спецпосланник", "координатор", "корреспондент"}
    | {"советник-посланник", "наблюдатель", "собкор", "спецкор", "комиссар", "советник", "секретарь"}
)
#: nouns of a field that take a preposition: `по борьбе с`, `по связям с`, `по контролю за`, `по надзору за`
_GOVERNS = frozenset(
    {"борьба", "связь", "взаимодействие", "работа", "сотрудничество", "контроль", "надзор", "наблюдение", "диалог"}
)
_GOVERNS_INSTRUMENTAL = frozenset({"управление", "руководство", "торговля", "обмен", "пользование", "обеспечение"})
_GOVERNS_DATIVE = frozenset({"противодействие", "содействие"})
#: after `по` these say why or how: `речь Генерального секретаря по случаю юбилея`
_NO_FIELD = frozenset(
    {"случай", "итог", "результат", "поручение", "приглашение", "повод", "слово", "мнение", "данные", "окончание"}
    | {"завершение", "прибытие", "приезд", "инициатива", "просьба", "предложение", "телефон", "видеосвязь", "линия"}
    | {"видеоконференцсвязь", "состояние", "отношение", "сравнение", "возвращение", "пункт", "очередь", "мера"}
)
_ENVOYS_AT_HOME = frozenset({"полпред", "представитель"})
#: seats of a body in a state, which the posts of those who lead them name
_SEATS = frozenset({"офис", "представительство", "отделение", "бюро", "миссия", "филиал", "управление"})


def after_preposition(reader: PhraseReader, j: int) -> int | None:
    """Index after the preposition at word `j` and what it adds to the post, if the head allows it."""
    word = reader.words[j]
    if j + 1 >= len(reader.words) or not reader.words.adjoin(j) or reader.named[j + 1]:
        return None
    allowed = word.lower == "при" or any(word.lower in {p, p + "о"} for entry in reader.entries for p in entry.preps)
    following = reader.words[j + 1]
    if word.lower == "в" and following.lower == "делах" and reader.heads == ["поверенный"] and j == reader.head + 1:
        # `временный поверенный в делах`
        return reader.take(j + 1, title=True)
    mention = following.organization or following.place
    starts = mention is not None and mention.start == following.start
    if word.lower in {"в", "во", "на", "от"} and allowed and not starts and j + 2 < len(reader.words):
        # `от штата Алабама`, `в городе Минске`
        further = reader.words[j + 2]
        mention = further.organization or further.place
        starts = mention is not None and mention.start == further.start and reader.words.adjoin(j + 1)
        starts = starts and following.pos == "NOUN" and following.text.islower()
    if word.lower in {"в", "во", "на"}:
        abroad = not reader.owned or bool(ABROAD & set(reader.heads)) or _of_seat(reader, mention)
        # `о визите Генерального секретаря в Республику Таджикистан` goes on with where he went
        going = following.case == "Acc" and "Loc" not in cases_of(following.lower)
        serves = allowed and starts and abroad and not going
        return take_after_preposition(reader, j, mention) if serves and mention else None
    if word.lower == "при":
        return take_after_preposition(reader, j, mention) if starts and mention is not None else _under(reader, j)
    if not allowed:
        return None
    if word.lower == "от":
        if not starts or mention is None:
            return None
        if isinstance(mention.entity, Place) and reader.country is None:
            reader.country = mention.entity.country
        return take_after_preposition(reader, j, mention)
    if starts and mention is not None:
        return take_after_preposition(reader, j, mention)
    if following.case != "Dat" or following.pos not in {"NOUN", "ADJ", "PROPN"}:
        return None
    if following.pos == "ADJ" and j + 3 < len(reader.words) and reader.words[j + 2].lower == "и":
        # `по Южной и Центральной Азии`
        region = reader.words[j + 3].place
        if region is not None and region.start == reader.words[j + 3].start:
            return take_after_preposition(reader, j, region)
    if following.pos == "NOUN" and lemma(following.lower, "NOUN") in _NO_FIELD:
        return None
    after = _affairs(reader, j)
    return after if after is not None else _field(reader, j)


def _of_seat(reader: PhraseReader, mention: Mention | None) -> bool:
    """`руководитель программного офиса УНП ООН в Таджикистане`: a state after the office of a body of no state."""
    body = reader.organization
    place = mention.entity if mention is not None else None
    if body is None or country_of(body) or not isinstance(place, Place) or place.kind == "city":
        return False
    return reader.title_last > reader.head and lemma(reader.words[reader.title_last].lower, "NOUN") in _SEATS


def _under(reader: PhraseReader, j: int) -> int | None:
    """`советник при министре`: the post after the `при` at word `j`."""
    following = reader.words[j + 1]
    post = reader.vocabulary.head(following)
    if (
        following.lower == "международных"
        and reader.words[j + 2].lower == "организациях"
        and reader.words.adjoin(j + 1)
    ):
        # `Постоянный представитель X при международных организациях в Вене`
        reader.last, reader.end = j + 2, None
        return j + 3
    if post is None and reader.vocabulary.modifier(lemma(following.lower, "ADJ")) and reader.words.adjoin(j + 1):
        # `совета при главном архитекторе`
        if (post := reader.vocabulary.head(reader.words[j + 2])) is None or reader.named[j + 2]:
            return None
        reader.last = j + 2
        reader.owned = True
        return j + 3
    if post is None and not (following.text[0].isupper() and following.case == "Loc"):
        return None
    reader.last = j + 1
    reader.owned = True
    return j + 2


def _field(reader: PhraseReader, j: int) -> int | None:
    """`по противодействию терроризму и экстремизму`: what follows the `по` at word `j`, with its owner."""
    reader.cases = frozenset({"Gen", "Dat"})
    title = not reader.owned
    if title:
        reader.title_last = j
    reader.last = j
    k: int | None = j + 1
    last_good = j
    while k is not None and k < len(reader.words) and reader.words.adjoin(k - 1) and not reader.named[k]:
        current = reader.words[k]
        inner = current.organization or current.place
        if inner is not None and inner.start == current.start:
            k = reader.take_mention(inner, k)
            if k is not None and (further := _further_places(reader, k - 1, inner))[0] >= k:
                # `по делам Европы, Центральной Азии и Америки`
                reader.last, reader.end = further
                k = reader.last + 1
            last_good = reader.last
            if title:
                title = False
                reader.title_last = reader.title_last if reader.title_last > j else j - 1
            reader.cases = frozenset({"Gen", "Dat"})
            continue
        if current.text in {",", "и"}:
            if not list_goes_on(reader, k, {"Dat", "Gen"}):
                break
            k += 1
            continue
        if (after := governed_end(reader, k)) is not None:
            # `по борьбе с контрабандой`
            if title:
                reader.about.extend(lemma(word.lower, "NOUN") for word in reader.words.all[k + 1 : after])
                reader.title_last = after - 1
            last_good, k = after - 1, after
            continue
        if current.case not in {"Dat", "Gen"} or current.pos not in {"NOUN", "ADJ"}:
            break
        base = lemma(current.lower, current.pos)
        if base in TIME or reader.vocabulary.head(current) is not None:
            break
        if title:
            reader.about.append(base)
            reader.title_last = k
        last_good = k
        k += 1
    if last_good == j:
        reader.last = j - 1
        reader.title_last = min(reader.title_last, reader.last)
        return None
    if last_good > reader.words.index_before(reader.end or 0):
        reader.end = None
    reader.last = max(last_good, reader.last)
    if title:
        reader.title_last = last_good
        if reader.rule == "position.bare":
            reader.rule = "position.about"
    reader.cases = frozenset({"Gen"})
    return last_good + 1


def governed_end(reader: PhraseReader, k: int) -> int | None:
    """Index after the preposition at word `k` and what a noun before it governs: `борьбе с наркотиками`."""
    words = reader.words
    noun = lemma(words[k - 1].lower, "NOUN")
    j, cases = k + 1, {"Ins", "Gen"}
    if noun in _GOVERNS_INSTRUMENTAL and words[k].case == "Ins":
        # `по управлению границами`
        j = k
    elif noun in _GOVERNS_DATIVE and words[k].case == "Dat":
        j, cases = k, {"Dat", "Gen"}
    elif words[k].lower not in {"с", "со", "за", "над"} or not words.adjoin(k) or noun not in _GOVERNS:
        return None
    first = j
    while j < len(words) and words.adjoin(j - 1) and not reader.named[j]:
        word = words[j]
        if word.text in {",", "и"}:
            if not list_goes_on(reader, j, cases) or words[j + 1].case not in cases - {"Gen"}:
                break
        else:
            common = word.case in cases and word.pos in {"NOUN", "ADJ"}
            if (
                not common
                or reader.vocabulary.head(word) is not None
                or reader.vocabulary.is_rank(word)
                or word.organization is not None
                or word.place is not None
            ):
                break
        j += 1
    return j if j > first else None


def _affairs(reader: PhraseReader, j: int) -> int | None:
    """`по делам ШОС`: the body is what the post is about, not whose it is; the country before it is left out."""
    words = reader.words
    k = j + 2
    if words[j + 1].lower not in {"делам", "вопросам"} or k >= len(words) or not words.adjoin(j + 1):
        return None
    mention = words[k].organization or words[k].place
    if mention is None or mention.start != words[k].start or reader.named[k] or reader.organization is not None:
        return None
    last = words.index_at(mention.end) - 1
    if reader.owned:
        if (
            reader.title_last + 1 != words.index_before(words[j].start)
            and reader.place is None
            and reader.country is None
        ):
            return None
        reader.skipped.update(range(reader.title_last + 1, j))
    last, end = _further_places(reader, last, mention)
    reader.title_last = reader.last = last
    reader.end = end
    reader.about.append("дело")
    if reader.rule == "position.bare":
        reader.rule = "position.about"
    return last + 1


def _further_places(reader: PhraseReader, last: int, mention: Mention) -> tuple[int, int]:
    """The last word and end of a list of places: `по делам Европы, Центральной Азии и Америки`."""
    words, end = reader.words, mention.end
    while isinstance(mention.entity, Place) and last + 2 < len(words) and words[last + 1].text in {",", "и"}:
        k = last + 2
        while k + 1 < len(words) and words[k].pos in {"ADJ", "CCONJ"} and words[k].place is None:
            k += 1
        place = words[k].place
        if place is None or words[k].case != "Gen" or not words.adjoin(k - 1) or reader.named[k]:
            break
        last, end = words.index_at(place.end) - 1, place.end
    return last, end


def take_after_preposition(reader: PhraseReader, j: int, mention: Mention) -> int:
    """Take a preposition and the mention after it; the place of work is no owner of an ambassador."""
    entity = mention.entity
    # who represents a state at a body is the state's
    of_state = reader.country is not None and reader.words[j].lower == "при" and bool(ABROAD & set(reader.heads))
    if isinstance(entity, Organization) and reader.organization is None and not of_state:
        reader.organization = entity
    if isinstance(entity, Place) and entity.kind == "region" and reader.heads[0] in _ENVOYS_AT_HOME:
        # `полпред президента в Ошской области`
        reader.country = reader.country or entity.country
    reader.owned = True
    reader.rule = "position.owner"
    after = reader.words.index_at(mention.end)
    reader.last = after - 1
    reader.end = mention.end
    return after


def list_goes_on(reader: PhraseReader, k: int, cases: set[str]) -> bool:
    """Whether the list that goes on after a comma or `и` at word `k` stays in the phrase's cases to its `и`."""
    comma = reader.words[k].text == ","
    words = 0
    for word in reader.words.all[k + 1 : k + 12]:
        if word.text in {",", "и"}:
            if word.text == "и" or not comma:
                return words > 0 and _item_after(reader, word.i, cases)
            continue
        if word.case not in cases or word.pos not in {"NOUN", "ADJ"} or reader.named[word.i]:
            return words > 0 and not comma
        if reader.vocabulary.head(word) is not None or word.organization is not None or word.place is not None:
            return words > 0 and not comma
        words += 1
    return not comma and words > 0


def _item_after(reader: PhraseReader, i: int, cases: set[str]) -> bool:
    if i + 1 >= len(reader.words):
        return False
    word = reader.words[i + 1]
    return word.case in cases and word.pos in {"NOUN", "ADJ"} and reader.vocabulary.head(word) is None
