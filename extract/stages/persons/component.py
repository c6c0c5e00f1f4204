"""Stage: persons and their posts.

Reads `doc._.match_text`, `doc._.names`, `doc._.places`, `doc._.organizations`, morphology and syntax. Assigns
`doc._.persons`, `doc._.positions`; adds to `doc._.refusals`. Lexicons: `given_names`, `name_parts`, `positions`.

Known misses: names in lower case or of which the tagger and the lexicons know no part; a surname that is a common
word at the start of a sentence; posts named only by a verb (`возглавляет`); Chinese names in Latin and in Russian
script are two persons.

>>> from extract.pipeline import load
>>> doc = load()("В Минске с Генеральным секретарем ОДКБ Иваном Петровым встретился министр обороны Рустам Азизов.")
>>> [(person.entity.name, [p.title for p in person.entity.positions]) for person in doc._.persons]
[('Иван Петров', ['Генеральный секретарь']), ('Рустам Азизов', ['министр обороны'])]
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import Mention, Position, Refusal
from extract.language.columns import value
from extract.language.later import later
from extract.language.morphology import lemma
from extract.language.syntax import feature
from extract.stages.persons.beside import courtesy_before, name_after
from extract.stages.persons.english import EnglishFinder
from extract.stages.persons.forms import Context, given_forms
from extract.stages.persons.holders import Holders, appointing_before
from extract.stages.persons.lexicons import Lexicons, lexicons
from extract.stages.persons.linking import NamedPerson, cluster, possible_cases, read_name
from extract.stages.persons.names import ORIGINAL, STAGE, NameFinder, NameSpan, after_post, again, is_common
from extract.stages.persons.post_words import Held, Post
from extract.stages.persons.posts import PostFinder
from extract.stages.persons.shared_posts import SharedPosts
from extract.stages.persons.words import Words

#: posts in someone's service
_SERVES = frozenset({"помощник", "советник", "заместитель", "пресс-секретарь", "представитель"})
#: `Президент страны` says no more than `Президент`
_STATE = frozenset({"страна", "государство", "республика"})
_OFFICE = frozenset({"пост", "должность", "поста", "должности"})
#: newsroom titles of the second in a body
_OF_HEADS = frozenset({"замглавы", "замруководителя"})
_HELD = later(r"(?:занимавш|занимающ)(?:ий|ая|его|ей|ему|им|ую)$")
_NAMED_TO = later(r"(?:назначенн|избранн|утвержденн)(?:ый|ая|ого|ой|ому|ым|ую)$")
_LADIES = frozenset({"госпожа", "г-жа", "мадам"})
_ANIMATE_TWINS = frozenset({"Gen", "Acc"})
#: how far before a name, in words, the list may open in which it stands
_LIST = 50
_PREPOSITION_CASE = {
    "с": "Ins", "со": "Ins", "к": "Dat", "ко": "Dat", "о": "Loc", "об": "Loc", "у": "Gen", "от": "Gen", "для": "Gen",
    "из": "Gen", "между": "Ins", "перед": "Ins", "при": "Loc",
}  # fmt: skip


class Persons:
    """Finds persons and posts and links them."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._lexicons = lexicons
        self._names = NameFinder(lexicons)
        self._posts = PostFinder(lexicons)
        self._english = EnglishFinder(lexicons)
        self._shared = SharedPosts(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        words = Words(doc, lambda word: bool(given_forms(word, self._lexicons)), self._lexicons.heads)
        if not len(words):
            return doc
        spans = self._names(doc, words)
        named = [False] * len(words)
        _mark(named, spans)
        posts = self._posts(doc, words, named)
        english_posts, english_spans = self._english(words)
        posts = sorted([*posts, *english_posts], key=lambda post: post.start)
        spans += [span for span in english_spans if not any(named[span.first : span.last + 1])]
        _mark(named, spans)
        taken = list(named)
        for post in posts:
            taken[post.first : post.last + 1] = [True] * (post.last - post.first + 1)
        spans += self._names_after_posts(words, posts, taken)
        spans = self._widened(words, posts, spans, taken)
        spans.sort(key=lambda span: span.first)
        mentions, beside = self._read(words, spans, posts)
        surnames = {
            (r.surname or "").lower().replace("ё", "е")
            for m in mentions
            if m.kind in {"full", "initials"}
            for r in m.readings[:1]
        } - {""}
        extra = [
            span for span in again(self._names, words, surnames, taken) if words.language(words[span.first]) == "ru"
        ]
        if extra:
            spans = sorted([*spans, *extra], key=lambda span: span.first)
            mentions, beside = self._read(words, spans, posts)
        cluster(mentions)
        for before, mention in pairwise(mentions):
            if mention.span.rule == ORIGINAL:
                mention.person = before.person
        holders = Holders(words, mentions, posts, self._lexicons, doc._.places, doc._.organizations)
        held = holders.link(beside)
        self._write(doc, words, mentions, held)
        self._shared(words, mentions, posts)
        doc._.organizations.sort(key=lambda mention: mention.start)
        _take_back(doc, words)
        return doc

    def _names_after_posts(self, words: Words, posts: list[Post], taken: list[bool]) -> list[NameSpan]:
        found = []
        for post in posts:
            i = post.last + 1
            if post.language != "ru" or i >= len(words) or taken[i] or not words.adjoin(post.last):
                continue
            span = after_post(self._names, words, i)
            if span is None or any(taken[span.first : span.last + 1]):
                continue
            if not possible_cases(words, span, self._lexicons) & post.cases:
                continue
            found.append(span)
            _mark(taken, [span])
        return found

    def _widened(self, words: Words, posts: list[Post], spans: list[NameSpan], taken: list[bool]) -> list[NameSpan]:
        """Take in an unknown given name between a post and a name: `председатель Мирзонабот Алишер Худоберди`."""
        starts = {span.first: span for span in spans}
        for post in posts:
            i = post.last + 1
            span = starts.get(i + 1)
            if span is None or taken[i] or post.language != "ru" or not (words.adjoin(i - 1) and words.adjoin(i)):
                continue
            if self._names.part(words[i]) and not is_common(words[i].lower) and span.rule == "person.given_surname":
                starts[i + 1] = NameSpan(i, span.last, span.rule)
                taken[i] = True
        return list(starts.values())

    def _read(self, words: Words, spans: list[NameSpan], posts: list[Post]) -> tuple[list[NamedPerson], dict[int, int]]:
        """Names with their readings, and for each post (by number) the name right after it."""
        starts = {span.first: n for n, span in enumerate(spans)}
        ends = {span.last for span in spans}
        beside: dict[int, int] = {}
        before: dict[int, Post] = {}
        for number, post in enumerate(posts):
            name = name_after(words, post, starts, self._lexicons)
            if name is None:
                continue
            # after `г-н` or a rank no doubt is left
            certain = courtesy_before(words, spans[name].first, self._lexicons) or _held_before(words, post)
            fits = certain or possible_cases(words, spans[name], self._lexicons) & post.cases
            if post.language == "ru" and not fits:
                continue
            if (further := starts.get(spans[name].last + 1)) is not None and _serves(post):
                # `заместитель Багирова Джавад Гасымов`: whom he serves, then he
                further_cases = possible_cases(words, spans[further], self._lexicons)
                if words.adjoin(spans[name].last) and further_cases & post.cases:
                    name = further
            if _names_owner(words, spans[name], post):
                continue
            if (
                words.lines_before(spans[name].first)
                and post.first > 1
                and words[post.first - 1].text in {"-", ",", "("}
            ):
                # `Иван Петров - директор`, on the next line the next of a list
                if post.first - 2 in ends:
                    continue
            beside[number] = name
            before[name] = post
        mentions: list[NamedPerson] = []
        for n, span in enumerate(spans):
            context = _context(words, span, before.get(n), self._coordinated(words, spans, n), self._lexicons)
            titled = n in before or appointing_before(words, span.first)
            mentions.append(read_name(words, span, self._lexicons, context, titled=titled))
        return mentions, beside

    def _coordinated(self, words: Words, spans: list[NameSpan], n: int) -> frozenset[str]:
        """Cases of the name that `и` or a comma joins to name `n`: both stand in one case."""
        if n == 0:
            return frozenset()
        before, span = spans[n - 1], spans[n]
        if span.first - before.last != 2 or words[before.last + 1].text not in {"и", ","}:
            return frozenset()
        cases = possible_cases(words, before, self._lexicons)
        return cases if len(cases) <= 3 else frozenset()

    def _write(self, doc: Doc, words: Words, mentions: list[NamedPerson], held: list[Held]) -> None:
        attributes = doc._  # made anew each time that it is asked for
        persons, positions = attributes.persons, attributes.positions
        organizations, refusals = attributes.organizations, attributes.refusals
        for mention in mentions:
            language = "en" if mention.language == "en" else "ru"
            persons.append(
                Mention("person", mention.start, mention.end, mention.span.rule, mention.person, language)  # type: ignore[arg-type]
            )
        of_person: dict[int, list[Held]] = defaultdict(list)
        for item in held:
            of_person[id(item.person)].append(item)
        usable: list[Held] = []
        for item in held:
            reason = _unusable(words, item)
            if reason:
                refusals.append(Refusal(STAGE, item.post.rule, reason, item.post.start, item.post.end))
            else:
                usable.append(item)
        # what repeats a post comes after the fuller tellings of it, which may follow in the text; English after Russian
        order = sorted(usable, key=lambda item: (_repeats(item), item.post.language == "en"))
        made = {id(item): _position(item, of_person[id(item.person)]) for item in order}
        for item in usable:
            if _named_beside(item):
                organizations.extend(item.post.found)
            positions.append(made[id(item)])


class _Spans:
    """Spans of mentions that do not overlap, in text order."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._spans = sorted((m.start, m.end) for m in mentions)
        self._starts = [start for start, _ in self._spans]

    def cover(self, mention: Mention) -> bool:
        last = bisect_right(self._starts, mention.start) - 1
        return last >= 0 and mention.end <= self._spans[last][1]

    def overlap(self, mention: Mention) -> bool:
        last = bisect_left(self._starts, mention.end) - 1
        return last >= 0 and self._spans[last][1] > mention.start


def _take_back(doc: Doc, words: Words) -> None:
    """Take back places and bodies that turned out to be part of a name or post: `Владимир` in `Владимир Серов`."""
    names = _Spans(doc._.persons)
    posts = _Spans(doc._.positions)
    weak = {id(mention) for mention in words.gave_way}
    for name in ("places", "organizations"):
        kept = []
        for mention in getattr(doc._, name):
            inside = names.cover(mention)
            overlaps = id(mention) in weak and (names.overlap(mention) or posts.overlap(mention))
            if inside or overlaps:
                doc._.refusals.append(
                    Refusal(STAGE, mention.rule, "part of a person's name or post", mention.start, mention.end)
                )
            else:
                kept.append(mention)
        setattr(doc._, name, kept)


def _mark(named: list[bool], spans: list[NameSpan]) -> None:
    for span in spans:
        named[span.first : span.last + 1] = [True] * (span.last - span.first + 1)


def _held_before(words: Words, post: Post) -> bool:
    """Whether the post is one that the name after it is said to have held: `занимавший пост главы отдела Петров`."""
    i = post.first - 2
    if i > 0 and words[i].lower == "на":
        i -= 1
        return words[i + 2].lower in _OFFICE and bool(_NAMED_TO.match(words[i].lower))
    return i >= 0 and words[i + 1].lower in _OFFICE and bool(_HELD.match(words[i].lower)) and words.adjoin(i)


def _serves(post: Post) -> bool:
    """Whether a post by itself says nothing but that its holder serves somebody."""
    return post.language == "ru" and not post.owned and not post.words and post.heads[-1] in _SERVES


def _names_owner(words: Words, span: NameSpan, post: Post) -> bool:
    """Whether the name after a post tells whose it is: `помощник Хиллари Клинтон`."""
    if not _serves(post) or "Gen" in post.cases:
        return False
    after = span.last + 1
    if words.adjoin(span.last) and words[after].lower in post.entry.preps:
        # `помощник Хиллари Клинтон по делам Европы`
        return True
    cases = {words[i].case for i in range(span.first, span.last + 1)}
    return cases <= {"Gen", None} and "Gen" in cases


def _in_column(words: Words, span: NameSpan) -> bool:
    """Whether the name stands at the end of a line after a wide gap or alone on it, as in a list of signatures."""
    before = words.gap(span.first - 1) if span.first else "\n"
    after = words.gap(span.last) if span.last + 1 < len(words) else "\n"
    apart = "   " in after or "\t" in after or words.lines_before(span.last + 1) > 0
    return ("  " in before or "\t" in before or "\n" in before) and apart


def _opens_turn(words: Words, span: NameSpan) -> bool:
    """`Д.Рахимова: Нет, не планируется`: who speaks in an interview, at the start of a line."""
    after = span.last + 1
    opens = span.first == 0 or words.lines_before(span.first) > 0
    return opens and after < len(words) and words[after].text == ":" and words.adjoin(span.last)


def _in_byline(words: Words, span: NameSpan) -> bool:
    """Whether the name is a reporter's in a dateline: `(НИАТ «Ховар», Лутфия Эшонова)`, `/Даурен Жолдин/`."""
    if span.first < 2 or span.last + 1 >= len(words) or words[span.last + 1].text not in {")", "/"}:
        return False
    before, outlet = words[span.first - 1].text, span.first - 2
    if words[outlet].text in {'"', "»", "”"}:
        outlet -= 1
    return before == "/" or (before == "," and words[outlet].organization is not None)


def _opens_item(words: Words, span: NameSpan) -> bool:
    """`Присутствовали: Асанова Г.Т. (Минприроды)`, `Н. Орлова, фото автора`: who opens a line or list, and what of."""
    after = words[span.last + 1].text if span.last + 1 < len(words) else ""
    before = words[span.first - 1] if span.first else None
    opens = before is None or (
        words.lines_before(span.first) > 0
        and (before.text in {".", ":", ";"} or words.lines_before(span.first) > 1 or not before.text[-1:].isalpha())
    )
    listed = before is not None and before.text == ":" and after == "("
    return listed or (opens and after in {"(", ","} and words.adjoin(span.last))


def _case_of_list(words: Words, span: NameSpan, lexicons: Lexicons) -> frozenset[str]:
    """The case of those of whom the name is one: `у послов ряда государств: Финляндии - Яри Лехтолы, Чада - ...`."""
    i = span.first - 2
    if i < 1 or words[i + 1].text != "-" or words[i].place is None or words[i].case != "Gen":
        return frozenset()
    while i > 0 and words[i - 1].sentence == words[span.first].sentence and span.first - i < _LIST:
        i -= 1
        word = words[i]
        if word.pos == "VERB":
            break
        if word.plural and word.case in {"Gen", "Acc", "Dat", "Ins"} and lemma(word.lower, "NOUN") in lexicons.heads:
            return _ANIMATE_TWINS if word.case in _ANIMATE_TWINS else frozenset({word.case})
    return frozenset()


def _context(words: Words, span: NameSpan, post: Post | None, joined: frozenset[str], lexicons: Lexicons) -> Context:
    """Evidence for the case and gender of a name: tagger, post before it, preposition."""
    cases: dict[str, float] = {}
    genders: dict[str, float] = {}
    for case in joined:
        cases[case] = cases.get(case, 0.0) + 1.5
    for case in _case_of_list(words, span, lexicons):
        cases[case] = cases.get(case, 0.0) + 3.0
    for i in range(span.first, span.last + 1):
        word = words[i]
        if word.case and not word.initial:
            cases[word.case] = cases.get(word.case, 0.0) + 0.6
            if word.case in _ANIMATE_TWINS:
                # the tagger cannot tell the two of a man's name
                (twin,) = _ANIMATE_TWINS - {word.case}
                cases[twin] = cases.get(twin, 0.0) + 0.4
        if gender := value(word.morph, "Gender"):
            genders[gender] = genders.get(gender, 0.0) + 0.3
    first = span.first
    if first and words.adjoin(first - 1) and lemma(words[first - 1].lower, "NOUN") in _LADIES:
        genders["Fem"] = genders.get("Fem", 0.0) + 3.0
    if first and (titled := words[first - 1]).case and courtesy_before(words, first, lexicons):
        # `муллой Абдул Гани Бародаром`
        cases[titled.case or ""] = cases.get(titled.case or "", 0.0) + 1.0
    if _in_column(words, span):
        cases["Nom"] = cases.get("Nom", 0.0) + 2.0
    if _in_byline(words, span) or _opens_turn(words, span) or _opens_item(words, span):
        cases["Nom"] = cases.get("Nom", 0.0) + 4.0
    verb = words[first - 1] if first and words.adjoin(first - 1) else None
    if verb is not None and verb.pos == "VERB" and value(verb.morph, "Gender") == "Fem":
        # `Беседовала М. Орлова`
        genders["Fem"] = genders.get("Fem", 0.0) + 2.0
        cases["Nom"] = cases.get("Nom", 0.0) + 2.0
    subject = words[first].read
    if subject.dep.startswith("nsubj"):
        # `Ашита Миттал заявила`
        if gender := feature(words[first].token.head, "Gender"):
            genders[gender] = genders.get(gender, 0.0) + 2.0
    if post is not None:
        told = post.cases
        if len(told) == 1 and told <= _ANIMATE_TWINS:
            # of a man or a woman with a masculine post the genitive and the accusative look alike
            told = _ANIMATE_TWINS
        if len(told) < 3:
            for case in told:
                cases[case] = cases.get(case, 0.0) + 2.0
        first = post.first
    if first > 0 and words.adjoin(first - 1):
        governed = _PREPOSITION_CASE.get(words[first - 1].lower)
        if governed:
            cases[governed] = cases.get(governed, 0.0) + 1.0
    return Context(tuple(cases.items()), tuple(genders.items()))


#: whose field stands in the genitive: `координатор программ`, `куратор выставки`
_OF_A_WORK = frozenset({"координатор", "куратор"})
#: `назначить ответственного сотрудника`: whoever it will be
_ANSWERABLE = frozenset({"ответственный"})


def _named_beside(item: Held) -> bool:
    return item.person is not None and item.rule != "position.resolved"


def _unusable(words: Words, item: Held) -> str | None:
    """Why a candidate is no mention of a post after all."""
    post = item.post
    if item.rank:
        return "a rank"
    if not post.owned and not _named_beside(item) and words.in_menu(post.first, post.last):
        return "an item of a menu"
    named = _named_beside(item)
    # `турецкий лидер` is whoever of that state the page names
    of_state = item.person is not None and post.country is not None and words[post.first].pos == "ADJ"
    if post.entry.needs == "name" and not named and not of_state:
        return "only before a name"
    vacant = item.person is None and post.vacancy and bool(post.words)
    ranked = post.ranked and not (post.words == _ANSWERABLE and not named and not post.told)
    field = " по " in post.title or (post.heads[0] in _OF_A_WORK and bool(post.words))
    if post.entry.needs == "held" and not (ranked or vacant or (named and (post.told or field))):
        return "no rank, and no holder or owner beside"
    if post.entry.needs == "owner" and not (named or post.owned or post.words or item.person is not None):
        return "no owner"
    return None


def _position(item: Held, held: list[Held]) -> Mention:
    post = item.post
    language = "en" if post.language == "en" else "ru"
    rule = item.rule or post.rule
    mention = Mention("position", post.start, post.end, rule, item.person, language)  # type: ignore[arg-type]
    position = _known(item, held) if _repeats(item) else None
    if position is None and item.person is not None:
        position = next((p for p in item.person.positions if _same(p, post)), None)
    if position is None and item.person is not None and rule == "position.resolved" and post.entry.needs == "name":
        # `турецкий лидер` points to the president
        position = next(iter(item.person.positions), None)
    if position is None and item.person is not None and post.language == "en":
        # the same post told in the other language
        told = [p for p in item.person.positions if p.mention is not None and p.mention.language == "ru"]
        position = next((p for p in told if _same_owner(p, post)), told[0] if told else None)
    if position is None and item.person is not None and not post.owned and post.language == "en":
        # `First Deputy Minister Umarov` after his post in full
        told = [p for p in item.person.positions if p.organization is not None or p.country is not None]
        position = next((p for p in told if p.title.lower().startswith(post.title.lower())), None)
    if position is None:
        position = Position(post.title, post.organization, post.country, mention, post.place)
        if item.person is not None and not post.of_delegation:
            item.person.positions.append(position)
    item.position = position
    mention.position = position
    return mention


def _repeats(item: Held) -> bool:
    """Whether a mention may but repeat a post: it points back, or is a clipped title such as `Министр`."""
    post = item.post
    clipped = not post.owned and not post.acting and len(post.core) == 1 and not post.words - _STATE
    return item.rule == "position.resolved" or clipped


def _known(item: Held, held: list[Held]) -> Position | None:
    """The post that a bare mention repeats."""
    fitting = [
        other
        for other in held
        if other.person is item.person and other.position is not None and other.rule != "position.resolved"
    ]
    if item.rule != "position.resolved":
        # a clipped title beside the name: `Министр Петров` after `министр внутренних дел Петров`
        fitting = [o for o in fitting if o.post.owned and o.post.core[:1] == item.post.core[:1]]
    same = [other for other in fitting if other.post.core[:1] == item.post.core[:1]]
    if item.post.owned and not same:
        return None
    if item.post.heads[0] in _OF_HEADS and same and all(o.post.heads[0] not in _OF_HEADS for o in same):
        # `замглавы МВД Казахстана` beside `заместитель министра внутренних дел`: a title of its own
        return None
    return (same or fitting)[0].position if fitting else None


def _same_owner(position: Position, post: Post) -> bool:
    if position.organization is not None:
        return position.organization is post.organization
    return bool(position.country) and post.organization is None and position.country == post.country


def _same(position: Position, post: Post) -> bool:
    if position.title.lower().replace("ё", "е") != post.title.lower().replace("ё", "е"):
        return False
    if position.organization is not None and post.organization is not None:
        return position.organization is post.organization
    if position.country and post.country:
        return position.country == post.country
    # the fuller telling of the owner stays
    position.organization = position.organization or post.organization
    position.country = position.country or post.country
    position.place = position.place or post.place
    return True


@Language.factory(
    "kommunike_persons",
    assigns=["doc._.persons", "doc._.positions"],
    requires=["doc._.names"],
    default_config={"lexicons": None},
)
def make(nlp: Language, name: str, lexicons: str | None) -> Persons:
    return Persons(_load(lexicons))


def _load(folder: str | None) -> Lexicons:
    return lexicons(Path(folder) if folder else None)
