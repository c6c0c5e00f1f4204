"""Who holds a post: the person named beside it, or for a bare post the person of the document that fits."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from extract.document import Mention, Person
from extract.language.later import later
from extract.stages.persons.beside import courtesy_before, courtesy_length
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.linking import NamedPerson, possible_cases
from extract.stages.persons.owners import Owners
from extract.stages.persons.post_words import Held, Post
from extract.stages.persons.same_posts import SERVING, owner_of, related, same_owner, same_post, spelled_out
from extract.stages.persons.states import STATE
from extract.stages.persons.words import Words

_APPOINTS = later(
    r"(?:пере)?(?:назнач|избр|избир|утвержд|утверд|станов|стал|явля|оста[лн]|работа|служ|занима|занял|занять|вступ|"
    r"возглав|освобо[жд]|приступ|исполня)[а-я]*$"
)
_APPOINTING = later(r"(?:пере)?(?:назначил|избрал|выбрал|утвердил|назначить|избрать|утвердить|выдвин)[а-я]*$")
_OFFICE = later(r"(?:пост|должност|обязанност|качеств)[а-я]*$|мест(?:о|а|е|у|ом)$")
_ADVERBS = frozenset({"ранее", "прежде", "ныне", "тогда", "теперь", "также", "одновременно", "впоследствии", "прошлом"})
#: after a post in English these go on with the sentence
_WHEN = frozenset({"today", "yesterday", "on", "during", "under", "within", "who"})
_ENGLISH_VERB = later(
    r"[a-z]+ed|[a-z]{3,}ing|said|told|met|spoke|led|gave|took|held|made|paid|began"
    r"|thanked|drew|left|brought|presented|put|came|has|was|is|will"
)
_JOINS = later(
    r"(?:,|;)?\s*(?:и|а|а также|and)?\s*(?:(?:ранее|прежде|ныне|теперь|сейчас|впоследствии|затем|потом|позднее|"
    r"до этого|одновременно|по совместительству|в прошлом|now|formerly|previously|later)\s*)?"
)
_ABBREVIATED = later(r"^\s*\([А-ЯA-Z][А-Яа-яA-Za-z /-]{1,30}\)")
_NAMED = frozenset({"appointed", "elected", "designated"})
_OWN = frozenset({"his", "her", "their"})
#: words between a comma and a post of whoever is named before it
_THEN = later(
    r"(?:ранее|прежде|ныне|нынешн[а-я]+|тогда|тогдашн[а-я]+|впоследствии|теперь|сейчас|также|одновременно|до|этого|того|в|"
    r"прошлом|недавнего|времени|по|совместительству|а|затем|потом|позднее|позже|долгое|время|последнее|"
    r"(?:за|при)н(?:имавш|имающ|явш)[а-я]+|работа(?:вш|ющ)[а-я]+|служивш[а-я]+|возглавлявш[а-я]+|пост|должность|должности|"
    r"посту|качестве|являющ[а-я]+|являвш[а-я]+|ставш[а-я]+|бывш[а-я]+|назначенн[а-я]+|на|"
    r"formerly|previously|now|currently|then|also|previous|a|his|her|who|is|was)$"
)
#: heads of the staff of an international body, who are no officials of a state
_STAFF = frozenset({"секретарь", "директор"})
_OTHERS = frozenset({"другие", "других", "другими", "другим", "иные", "иных"})
_YEARS = frozenset({"г", "гг", "году", "годах", "годы", "год"})
#: a life is told within so many sentences of the name
_LIFE = 6
_HIGH = frozenset(
    {"президент", "премьер-министр", "министр", "король", "глава", "секретарь", "генсек", "председатель", "губернатор"}
    | {"мэр", "спикер", "лидер", "канцлер", "эмир", "аким", "вице-премьер", "посол"}
)
#: a bare post points to a post within so many before it, or so many after it
_POSTS_BEFORE = 120
_POSTS_AFTER = 40
_AMBASSADOR = frozenset({("посол",), ("ambassador",)})
#: before the post and name of who is quoted, and how long the post may be
_BY_HIS_WORDS = later(r"\b(?:по|со)\s+(?:словам|мнению|оценке|убеждению)\s[^,.;:\n]*$", re.IGNORECASE)
_LONG_POST = 120
#: so many words before a post its verb of appointing may stand
_FAR = 20


def appointing_before(words: Words, i: int) -> bool:
    """Whether a verb of appointing stands right before word `i`: `назначил Александра Вольфовича`."""
    return i > 0 and words.adjoin(i - 1) and bool(_APPOINTING.match(words[i - 1].lower))


#: what an English apposition ends before, or goes on with
_CLOSING = frozenset({",", ".", ";", "and"})


class Holders:
    """Links the posts of one document to its persons."""

    def __init__(
        self,
        words: Words,
        names: Sequence[NamedPerson],
        posts: Sequence[Post],
        lexicons: Lexicons,
        places: list[Mention],
        organizations: list[Mention],
    ) -> None:
        self._words = words
        self._names = names
        self._lexicons = lexicons
        self._in_sentence: dict[int, list[NamedPerson]] = {}
        for named in names:
            self._in_sentence.setdefault(named.sentence, []).append(named)
        self.held = [Held(post) for post in posts]
        self._owners = Owners(words, self.held, lexicons, places, organizations)
        for post in posts:
            post.core = spelled_out(post, lexicons)[0]
        self._starts = {name.span.first: n for n, name in enumerate(names)}
        self._ends = {name.span.last: n for n, name in enumerate(names)}

    def link(self, beside: dict[int, int]) -> list[Held]:
        """All posts with their holders; `beside` maps posts (by number) to the names right after them."""
        for number, name in beside.items():
            self._hold(self.held[number], self._names[name].person, "position.before_name")
        steps = (
            self._signatures,
            self._chains_before,
            self._after_names,
            self._dashed,
            self._appointed,
            self._became,
            self._biography,
            self._served,
            self._ranks,
            self._owners.complete,
            self._bare,
            self._of_topic,
            self._of_headline,
        )
        for step in steps:
            step()
        return self.held

    def _hold(self, held: Held, person: Person | None, rule: str) -> None:
        if person is None or held.person is not None:
            return
        held.person = person
        held.rule = rule

    def _signatures(self) -> None:
        """The post on lines of its own, its holder alone on the next one; in wrapped lines he goes on in the text."""
        words = self._words
        for held in self.held:
            post = held.post
            name = self._starts.get(post.last + 1)
            if held.person is not None or name is None:
                continue
            span = self._names[name].span
            lines = words.lines_before(post.first), words.lines_before(span.first), words.lines_before(span.last + 1)
            if lines[1] != 1:
                continue
            after = words[span.last + 1].pos if span.last + 1 < len(words) else ""
            alone = "Nom" in post.cases and lines[0] and (lines[2] or after == "VERB")
            # `созвонился с лидером Таджикистана⏎Эмомали Рахмоном`
            oblique = post.cases - {"Nom"} if not lines[0] else frozenset()
            # the tagger reads a new sentence there
            cases = possible_cases(words, span, self._lexicons) if oblique else frozenset()
            wrapped = "Nom" not in cases and bool(cases & oblique)
            if alone or wrapped:
                self._hold(held, self._names[name].person, "position.before_name")

    def _chains_before(self) -> None:
        """`председателем Совета, премьер-министром Иваном Петровым`: the first post is the same person's."""
        for first, second in reversed(list(zip(self.held, self.held[1:]))):
            if first.person is not None or second.person is None or second.rule != "position.before_name":
                continue
            joint = self._between(first.post, second.post)
            if not joint and first.post.language == second.post.language:
                # `Head of Office Ambassador Jane Roe`, `заместитель министра председатель комитета Иван Петров`
                alike = first.post.owned and second.post.owned and first.post.cases == second.post.cases
                ranked = not second.post.owned and (first.post.language == "en" or second.post.heads == ("посол",))
                if ranked or (alike and first.post.language == "ru" and len(first.post.cases) == 1):
                    self._hold(first, second.person, "position.before_name")
                continue
            if joint not in {",", "и", ", и", "-", "and"} or not first.post.cases & second.post.cases:
                continue
            one = self._one_owner(first.post, second.post) or self._one_acts(first.post)
            if joint in {"и", "and"} and not one:
                continue
            if joint == "," and self._listed(first.post, second.post):
                continue
            if joint == "," and first.post.organization not in {None, second.post.organization}:
                if self._in_roll(second.person, first.post) and first.post.heads[0] not in SERVING:
                    # `министр Петров, министр Ким, председатель Комитета, заместитель министра Ли`
                    continue
            if joint == ", и" and self._ends.get(self._past_then(first.post.first - 1) - 1) is not None:
                # `Назаров, ныне советник президента, и бывший министр Азимов`
                continue
            self._hold(first, second.person, "position.before_name")

    def _between(self, first: Post, second: Post) -> str:
        if self._words[first.last].sentence != self._words[second.first].sentence:
            return "."
        # an abbreviation of the first one's owner tells nothing
        return _ABBREVIATED.sub("", self._words.copy[first.end : second.start]).strip()

    def _one_acts(self, post: Post) -> bool:
        """`Заседание открыла спикер палаты и председатель Ассамблеи Ольга Петрова`: a verb of one right before."""
        before = self._words[post.first - 1] if post.first else None
        return before is not None and before.pos == "VERB" and "Number=Sing" in before.morph and "Nom" in post.cases

    @staticmethod
    def _one_owner(first: Post, second: Post) -> bool:
        if not first.owned or not second.owned:
            return True
        if first.organization is not None and second.organization is not None:
            return related(first.organization, second.organization)
        return bool(first.country and first.country == second.country)

    @staticmethod
    def _listed(first: Post, second: Post) -> bool:
        """Two posts of different states beside each other are two people; so are a head of staff and a minister."""
        staff = first.organization is not None and not first.country and _STAFF & set(first.core[-1:])
        if staff and second.entry.owner == STATE and second.country:
            return True
        return bool(
            first.entry.owner == second.entry.owner == STATE
            and first.country and second.country and first.country != second.country
        )  # fmt: skip

    def _after_names(self) -> None:
        """`Иван Петров, заместитель министра`, `Иван Петров (посол ...)`, and further posts after a comma or `и`."""
        words = self._words
        previous: Held | None = None
        for held in self.held:
            post = held.post
            if held.person is None:
                before = post.first - 1
                if before > 1 and words[before].lower in {"его", "ее", "их"}:
                    before -= 1
                before = self._past_then(before, post.last)
                if before >= 1 and words[before].text in {",", "(", "-"}:
                    name = self._ends.get(before - 1)
                    together = words[before].sentence == words[before - 1].sentence
                    closed = self._closes(post, words[before].text)
                    governed = post.first - before > 1 and self._words[post.first - 1].lower not in _ADVERBS
                    closed = closed and not (name is not None and self._listed_next(name, post))
                    # `Иван Петров, а также посол Ирана`: the next of a list
                    closed = closed and self._words.copy[words[before].end : post.start].strip() != "а также"
                    if name is not None and together and closed and (governed or self._agrees(name, post)):
                        self._hold(held, self._names[name].person, "position.after_name")
                    if name is None and closed and words[before].text == ",":
                        self._hold(held, self._after_apposition(before, post), "position.after_name")
                if held.person is None and post.first > 0 and self._signed(post):
                    name = self._ends.get(post.first - 1)
                    if name is not None and self._agrees(name, post):
                        self._hold(held, self._names[name].person, "position.after_name")
                if (
                    held.person is None
                    and previous is not None
                    and previous.rule == "position.after_name"
                    and _JOINS.fullmatch(self._between(previous.post, post))
                    and previous.post.cases & post.cases
                ):
                    self._hold(held, previous.person, "position.after_name")
            previous = held

    def _listed_next(self, name: int, post: Post) -> bool:
        """`с президентом Петровым, секретарем Совета, руководителями ведомств`: the next of a list, no apposition."""
        words = self._words
        person = self._names[name].person
        led = any(
            h.person is person and h.rule == "position.before_name" and h.post.cases & post.cases for h in self.held
        )
        comma = post.last + 1
        if led and comma + 1 < len(words) and words[comma].text == "и" and words[comma + 1].lower in _OTHERS:
            # `министр Петров, мэр города и другие официальные лица`
            return True
        if led and self._in_roll(person, post):
            return True
        after = words[comma].end if comma < len(words) else 0
        if led and after and words[comma].text == "," and words.copy.startswith(" а также ", after):
            # `руководитель Центра Петров, директор Бюро, а также посол Ирана`
            return True
        if not led or "Nom" in post.cases or comma + 1 >= len(words) or words[comma].text != ",":
            return False
        following = words[comma + 1]
        return following.plural and following.case in post.cases and following.pos == "NOUN"

    def _in_roll(self, person: Person | None, post: Post) -> bool:
        """Whether others are told before with their posts: `министр Петров, министр Ким, посол Ли, губернатор края`."""
        sentence = self._words[post.first].sentence
        others = {
            id(h.person)
            for h in self.held
            if h.rule == "position.before_name" and h.person is not None and h.person is not person
            if h.post.start < post.start and self._words[h.post.first].sentence == sentence
        }
        goes_on = any(h.post.first == post.last + 2 for h in self.held)
        return len(others) > 1 or (bool(others) and goes_on)

    def _past_then(self, i: int, last: int | None = None) -> int:
        """The index before words that say since or until when: `Петров, ранее [занимавший пост] директора`."""
        words = self._words
        if words[i].lower in _NAMED and i > 1:
            # `Omar Khan, the newly appointed secretary-general of ...`
            i -= 2 if words[i - 1].lower == "newly" else 1
        first = i
        while first > 0 and i - first < 5 and _THEN.match(words[first].lower) and words.adjoin(first):
            first -= 1
        if words[i].lower == "the" and i > 0 and words[i - 1].text == ",":
            # `Ulan Niyazbekov, the Interior Minister, sent ...`; a list goes on with `and`
            ahead = i if last is None else max(i, last)
            j = next((k for k in range(ahead + 1, min(ahead + 14, len(words))) if words[k].text in _CLOSING), i)
            return i - 1 if words[j].text in {",", "."} else i
        return first if words[first].text in {",", "("} else i

    def _after_apposition(self, comma: int, post: Post) -> Person | None:
        """`Ивана Петрова, известного борца с наркоманией, члена палаты`: a name before another apposition."""
        words = self._words
        for i in range(comma - 1, max(comma - 9, 0), -1):
            word = words[i]
            if word.sentence != words[comma].sentence:
                return None
            if word.text == ",":
                name = self._ends.get(i - 1)
                if name is None:
                    return None
                span = self._names[name].span
                tagged = {words[k].case for k in range(span.first, span.last + 1)} - {None}
                inner = {words[k].case for k in range(i + 1, comma) if words[k].pos == "NOUN"}
                return self._names[name].person if tagged & post.cases & inner else None
            if word.pos not in {"NOUN", "ADJ", "ADP", "NUM"} or word.i in self._ends:
                return None
        return None

    def _dashed(self) -> None:
        """Lists of participants: `Председатель Комиссии – Иван Петров`; `с министром обороны - генералом Петровым`."""
        words = self._words
        for held in self.held:
            post = held.post
            dash = post.last + 1
            if held.person is not None or dash >= len(words) or words[dash].text != "-":
                continue
            if not words.adjoin(post.last) or not words.adjoin(dash):
                continue
            name = dash + 1
            while (
                name < len(words) and name not in self._starts and (n := courtesy_length(words, name, self._lexicons))
            ):
                name += n
            if name not in self._starts:
                continue
            named = self._names[self._starts[name]]
            if "Nom" in post.cases or possible_cases(words, named.span, self._lexicons) & post.cases:
                self._hold(held, named.person, "position.before_name")

    def _signed(self, post: Post) -> bool:
        """A signature: the name, then the post to the end of the line."""
        words = self._words
        ends = post.last + 1 >= len(words) or words[post.last + 1].sentence != words[post.last].sentence
        ends = ends or (post.language == "en" and words.lines_before(post.last + 1) > 0)
        if words.lines_before(post.first) > 1:
            return False
        return ends and words.copy[post.start].isupper() and "Nom" in post.cases

    def _agrees(self, name: int, post: Post) -> bool:
        cases = self._names[name].readings
        span = self._names[name].span
        tagged = {self._words[i].case for i in range(span.first, span.last + 1)} - {None}
        return not cases or not tagged or bool(tagged & post.cases) or "Nom" in post.cases

    def _closes(self, post: Post, opening: str) -> bool:
        """Whether an apposition ends after the post, so that it is no new subject of the sentence."""
        words = self._words
        j = post.last + 1
        if j < len(words) and words[j].text == "(" and words.adjoin(post.last):
            # past a bracketed abbreviation
            j = next((k + 1 for k in range(j + 1, min(j + 6, len(words))) if words[k].text == ")"), j)
        if j >= len(words) or words[j].sentence != words[post.first].sentence:
            return True
        if post.language == "en" and words[j].lower == "in" and words.adjoin(j) and words[j + 1].lower in _OWN:
            # `Mr. Asanov, First Deputy Minister, in his opening speech said`
            return True
        if post.language == "en" and words[j].lower in {"in", "for", "at"} and j + 1 < len(words):
            # `Head of the Office in the Kyrgyz Republic`
            place = (words[j + 1].place or words[j + 1].organization) or (
                (words[j + 2].place or words[j + 2].organization) if j + 2 < len(words) else None
            )
            j = words.index_at(place.end) if place is not None else j
            if j >= len(words) or words[j].sentence != words[post.first].sentence:
                return True
        if opening in {"(", "-"}:
            return True
        if post.language == "en" and (words[j].lower in _WHEN or self._opens_sentence(post, j)):
            return True
        return words[j].text in {",", ".", ";", ")", "-", ":", '"', "и", "and"} or self._unclosed(post, j)

    def _opens_sentence(self, post: Post, after: int) -> bool:
        """`Mr. Asanov, Head of the Service noted`: the sentence opens with the name, its verb follows the post."""
        name = self._ends.get(post.first - 2)
        if name is None or not _ENGLISH_VERB.fullmatch(self._words[after].text):
            return False
        first = self._names[name].span.first
        words, sentence = self._words, self._words[first].sentence
        while first and words[first - 1].sentence == sentence:
            if words[first - 1].text != "." and not courtesy_before(words, first, self._lexicons):
                break
            # `Ms.`
            first -= 1
        if first and self._words[first - 1].text == ",":
            # `During the ceremony, Hans Larsen, Head of the Office said`
            return True
        opening = self._words.all[max(first - 5, 0) : first]
        return all(w.sentence != self._words[first].sentence or len(w.text) < 4 for w in opening)

    def _unclosed(self, post: Post, after: int) -> bool:
        """`Иван Петров, директор АКН сообщил`: the second comma is left out where the sentence opens with the name."""
        words = self._words
        if post.language != "ru" or words[after].pos != "VERB" or "Nom" not in post.cases:
            return False
        name = self._ends.get(post.first - 2)
        if name is None:
            return False
        first = self._names[name].span.first
        while first > 0 and words[first - 1].sentence == words[first].sentence:
            first -= 1
            if words[first].pos not in {"NOUN", "ADJ", "PROPN", "PUNCT", "X"} or words[first].text == ",":
                return False
        return True

    def _appointed(self) -> None:
        """`Иван Петров назначен директором`, `на пост министра избран Иван Петров`, and who is told with them."""
        previous: Held | None = None
        for held in self.held:
            if held.person is None and held.post.cases & {"Ins", "Gen"}:
                holder = self._appointed_to(held.post)
                if holder is None and previous is not None and previous.rule == "position.appointed":
                    holder = self._appointed_too(previous, held.post)
                self._hold(held, holder, "position.appointed")
            previous = held

    def _appointed_to(self, post: Post) -> Person | None:
        """The person of whom a verb of appointing in the post's sentence says that he holds it."""
        words = self._words
        verb = self._verb_before(post)
        office = post.first > 0 and _OFFICE.match(words[post.first - 1].lower)
        if verb is None and (office or post.acting or self._predicative(post)):
            verb = self._verb_after(post)
        here = self._in_sentence.get(words[post.first].sentence, [])
        if verb is None and self._predicative(post):
            verb = self._appointing_far(post)
        if verb is None or not here:
            return None
        taken = {id(h.person) for h in self.held if h.rule == "position.before_name" and h.person is not None}
        before = [n for n in here if n.end <= words[verb].start]
        between = [n for n in here if words[verb].end <= n.start < post.start]
        after = [n for n in here if n.start >= post.end and words[verb].start > post.start]
        # `заместителем Петрова стал Иван Юрьев`: not whom he serves
        after = [n for n in after if n.start >= words[verb].end] or after
        subject = [n for n in before if n.subject] or [n for n in before if id(n.person) not in taken]
        beyond = [n for n in here if n.start >= post.end]
        if _APPOINTING.match(words[verb].lower):
            choice = (between or beyond[:1])[-1:]
        else:
            choice = (between or after[:1] or subject[-1:] or before[-1:] or (beyond[:1] if office else []))[-1:]
        return choice[0].person if choice else None

    def _appointed_too(self, previous: Held, post: Post) -> Person | None:
        """`Петров назначен послом, министром`: the same; `Петров назначен директором, Юрьев - начальником`: he."""
        words, dash = self._words, post.first - 1
        if post.cases != frozenset({"Ins"}) or words[previous.post.first].sentence != words[post.first].sentence:
            return None
        if words[dash].text == "-" and (name := self._ends.get(dash - 1)) is not None:
            return self._names[name].person
        return previous.person if self._between(previous.post, post) in {",", "и", ", и"} else None

    def _predicative(self, post: Post) -> bool:
        """Whether the post stands in the instrumental without a preposition: `Директором назначен ...`."""
        if post.cases != frozenset({"Ins"}):
            return False
        before = post.first - 1
        return before < 0 or not self._words.adjoin(before) or self._words[before].pos != "ADP"

    def _appointing_far(self, post: Post) -> int | None:
        """The verb before a clause on whom it appoints: `назначил Петрова, занимавшего пост главы КГБ, секретарем`."""
        words = self._words
        for i in range(post.first - 1, max(post.first - _FAR, -1), -1):
            if words[i].sentence != words[post.first].sentence:
                return None
            if _APPOINTING.match(words[i].lower) and words[i].pos == "VERB":
                return i
        return None

    def _became(self) -> None:
        """`Избран новый директор. Им стал Иван Петров`: the post of the sentence before."""
        words = self._words
        for held in self.held:
            if held.person is not None:
                continue
            following = words[held.post.last].sentence + 1
            here = self._in_sentence.get(following, [])
            if not here:
                continue
            first = here[0].span.first
            lead = [word.lower for word in words.all[max(first - 3, 0) : first] if word.sentence == following]
            if lead and lead[0] in {"им", "ей", "ею"} and lead[-1].startswith(("стал", "был", "явля")):
                self._hold(held, here[0].person, "position.became")

    def _biography(self) -> None:
        """Lines of a life: `С 2010 г. работал советником министра`, `В 2003-2009 гг. - начальник отдела, ...`."""
        words = self._words
        previous: Held | None = None
        for held in self.held:
            post = held.post
            if held.person is None and post.language == "ru" and not self._in_sentence.get(words[post.first].sentence):
                told = False
                office = post.first > 0 and bool(_OFFICE.match(words[post.first - 1].lower))
                if post.cases == frozenset({"Ins"}) or (office and "Gen" in post.cases):
                    verb = self._verb_before(post)
                    told = verb is not None and "Plur" not in words[verb].token.morph.get("Number", [])
                    subjects = [c for c in words[verb or 0].token.children if c.dep_.startswith("nsubj")]
                    told = told and all(c.text.lower() in {"он", "она"} for c in subjects)
                elif "Nom" in post.cases and post.first > 1 and words[post.first - 1].text == "-":
                    told = words[post.first - 2].lower in _YEARS or words[post.first - 2].text == "."
                    told = told and any(c.isdigit() for c in words.copy[words[post.first].start - 14 : post.start])
                if told:
                    self._hold(held, self._topic(post, _LIFE), "position.biography")
                elif previous is not None and previous.rule == "position.biography":
                    if self._between(previous.post, post) in {",", "и", ", и"} and previous.post.cases & post.cases:
                        self._hold(held, previous.person, "position.biography")
            previous = held

    def _served(self) -> None:
        """`заместителем Петрова стал Иван Юрьев`: the owner of the post of whom he serves."""
        for held in self.held:
            post = held.post
            name = self._starts.get(post.last + 1)
            if held.person is None or name is None or post.owned or post.heads[-1] not in SERVING:
                continue
            chief = self._names[name].person
            told = next((h.post for h in self.held if h.person is chief and h.post.owned), None)
            if chief is not held.person and told is not None:
                post.organization, post.country, post.owned = told.organization, told.country, True

    def _topic(self, post: Post, back: int) -> Person | None:
        """The one person named in the last sentences before the post's own that name any."""
        sentence = self._words[post.first].sentence
        for number in range(sentence - 1, sentence - 1 - back, -1):
            here = {id(n.person): n.person for n in self._in_sentence.get(number, [])}
            if here:
                return next(iter(here.values())) if len(here) == 1 else None
        return None

    def _of_topic(self) -> None:
        """`Петров отказался от поездки. Премьер-министр Армении заявил ...`: he, if nothing else is known of him."""
        known = {id(held.person) for held in self.held if held.person is not None}
        for held in self.held:
            post = held.post
            if held.person is not None or not post.owned or post.acting or post.language != "ru":
                continue
            if "Nom" not in post.cases or not _HIGH & set(post.core[:1]) or len(post.core) > 1:
                continue
            if not self._words[post.first].token.dep_.startswith("nsubj") and not self._opens(post):
                continue
            if self._in_sentence.get(self._words[post.first].sentence):
                continue
            person = self._topic(post, 2)
            if person is not None and id(person) not in known:
                self._hold(held, person, "position.topic")

    def _of_headline(self) -> None:
        """`Замгенсека ОДКБ: «Выйдем с документом»` over an interview: whoever is asked, or who serves that body."""
        words = self._words
        for held in self.held[:1]:
            post, colon = held.post, held.post.last + 1
            if held.person is not None or not post.owned or post.language != "ru" or post.first > 0:
                continue
            if colon >= len(words) or words[colon].text != ":":
                continue
            served = {
                id(h.person): h.person
                for h in self.held
                if h.person is not None and h.post.organization is post.organization is not None
            }
            asked = {id(n.person): n.person for n in self._names if n.kind == "given_patronymic"}
            found = list((served or asked).values())
            self._hold(held, found[0] if len(found) == 1 else None, "position.headline")

    def _opens(self, post: Post) -> bool:
        """Whether the post opens its sentence."""
        return self._words[post.first].first or self._words[post.first - 1].sentence != self._words[post.first].sentence

    def _verb_before(self, post: Post) -> int | None:
        words = self._words
        for i in range(post.first - 1, max(post.first - 9, -1), -1):
            if words[i].sentence != words[post.first].sentence or words[i].text in {",", ";", '"', ":"}:
                return None
            if _APPOINTS.match(words[i].lower) and words[i].pos in {"VERB", "AUX", "ADJ"}:
                return i
        return None

    def _verb_after(self, post: Post) -> int | None:
        words = self._words
        for i in range(post.last + 1, min(post.last + 6, len(words))):
            if words[i].sentence != words[post.first].sentence or words[i].text in {";", '"', ":"}:
                return None
            if _APPOINTS.match(words[i].lower) and words[i].pos in {"VERB", "AUX", "ADJ"}:
                return i
        return None

    # bare posts

    def _bare(self) -> None:
        """Posts without a name beside them: the person of the document whose post it is and who was on stage last."""
        known = [held for held in self.held if held.person is not None and not held.rank]
        if not known:
            return
        # last time each person was on stage, moving through the text
        stage: dict[int, list[tuple[int, bool]]] = {}
        for n in self._names:
            if n.person:
                stage.setdefault(id(n.person), []).append((n.start, n.subject or self._speaks(n)))
        acting = any(k.post.acting for k in known)
        places = [k.post.start for k in known]
        for held in self.held:
            if held.person is not None:
                continue
            post = held.post
            if (post.acting and not acting) or self._vacant(post):
                continue
            here = bisect_left(places, post.start)
            around = known[max(here - _POSTS_BEFORE, 0) : here + _POSTS_AFTER]
            fitting = [k for k in around if k.person is not None and same_post(post, k.post, self._lexicons)]
            if post.owned:
                fitting = [k for k in fitting if not self._elsewhere(post, k, around) and not self._meets(post, k)]
            fitting = [k for k in fitting if self._words.copy[post.end : k.post.start].strip() not in {"с", "со"}]
            if not fitting:
                continue
            best: tuple[float, Person] | None = None
            for k in fitting:
                assert k.person is not None
                score = self._salience(post, k, stage)
                if best is None or score > best[0]:
                    best = (score, k.person)
            assert best is not None
            self._hold(held, best[1], "position.resolved")
            insort(stage.setdefault(id(best[1]), []), (post.start, "Nom" in post.cases))

    def _speaks(self, named: NamedPerson) -> bool:
        """`по словам министра Ивана Петрова`: he is on stage as a subject is."""
        return _BY_HIS_WORDS.search(self._words.copy, max(named.start - _LONG_POST, 0), named.start) is not None

    def _vacant(self, post: Post) -> bool:
        """Whether the next words say that nobody holds the post: `остаётся вакантным`."""
        words = self._words
        following = words.all[post.last + 1 : post.last + 6]
        return any(w.lower.startswith("вакант") and w.sentence == words[post.last].sentence for w in following)

    def _elsewhere(self, post: Post, candidate: Held, known: list[Held]) -> bool:
        """Whether the candidate is known to hold this kind of post elsewhere only."""
        owned = [
            k
            for k in known
            if k.person is candidate.person and k.post.heads == candidate.post.heads and owner_of(k.post) is not None
        ]
        return bool(owned) and not any(same_owner(post, k.post) for k in owned)

    def _meets(self, post: Post, candidate: Held) -> bool:
        """`Президент А. Б. позвонил Президенту Финляндии`: another, though the page leaves out whose the first is."""
        known = candidate.post
        unowned = owner_of(known) is None and owner_of(post) is not None
        return (
            unowned
            and known.start < post.start
            and self._words.sentence_at(known.start) == self._words.sentence_at(post.start)
        )

    def _salience(self, post: Post, known: Held, stage: dict[int, list[tuple[int, bool]]]) -> float:
        """Nearness of the person's last appearance before the post; subjects stay on stage longer."""
        sentence = self._words.sentence_at(post.start)
        score = -30.0
        appearances = stage.get(id(known.person), [])
        here = bisect_left(appearances, (post.start, False))
        for start, subject in appearances[max(here - 4, 0) : here + 1]:
            distance = sentence - self._words.sentence_at(start)
            if distance < 0:
                score = max(score, -20.0 + max(distance, -9))
                continue
            score = max(score, -float(distance) + (1.5 if subject else 0.0))
        if post.owned and known.post.owned and owner_of(post) == owner_of(known.post):
            score += 5.0
        if post.words and post.words == known.post.words:
            score += 1.0
        return score

    # owners that the phrase leaves out

    def _ranks(self) -> None:
        """Mark a bare `посол` before the name of someone who is known by another post only: a rank."""
        for held in self.held:
            post = held.post
            if held.rule != "position.before_name" or post.owned or post.words or post.heads[-1:] not in _AMBASSADOR:
                continue
            others = [o for o in self.held if o.person is held.person and o is not held and o.post.owned]
            if others and not any(o.post.heads[-1:] in _AMBASSADOR for o in others):
                held.rank = True
