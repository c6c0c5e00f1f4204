"""Whether a bare post means one that somebody is known to hold: `глава МИД`, `генсек`, `глава государства`."""

from __future__ import annotations

from extract.document import Organization
from extract.language.morphology import lemma
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.owners import BODY_WORDS, STATE_WORDS
from extract.stages.persons.post_words import Post

#: of English posts that are not the same without them
_BELOW = frozenset({"deputy", "first", "vice", "assistant", "associate"})
#: heads of state and of government by their titles
_HEADS_OF_STATE = frozenset({"президент", "король", "королева", "эмир", "султан", "император"})
_LEADS = frozenset({"директор", "руководитель", "глава", "начальник", "секретарь", "председатель"})
_TOPS = frozenset({("глава",), ("руководитель",), ("лидер",)})
#: what a page calls the body of whoever was named before: `глава спецслужбы`
_OFFICES_OF_STATE = frozenset(
    {"ведомство", "министерство", "дипломатия", "минфин", "мид", "агентство", "служба", "спецслужба", "погранслужба"}
    | {"погранведомство", "финразведка", "разведка", "контрразведка", "таможня", "надзор", "прокуратура"}
)
_HEADS_OF_REGION = frozenset({"губернатор", "аким", "хоким", "мэр", "градоначальник", "руководитель", "глава"})
_HEADS_OF_GOVERNMENT = frozenset({"премьер-министр", "премьер", "канцлер", "председатель"})
#: a bare one may mean a post whose title goes on with whom it serves
SERVING = frozenset({"заместитель", "представитель", "посланник", "советник", "помощник", "пресс-секретарь"})
#: who speaks or works for a body without heading it
_STAFFERS = SERVING | {
    "эксперт",
    "координатор",
    "член",
    "сотрудник",
    "специалист",
    "корреспондент",
    "атташе",
    "депутат",
}


def same_post(bare: Post, known: Post, lexicons: Lexicons) -> bool:
    """Whether heads, words and owner allow the two to be one post; what the bare one leaves out is no hindrance."""
    if bare.language != known.language:
        return False
    if not same_owner(bare, known):
        return False
    ours, our_words = spelled_out(bare, lexicons)
    theirs, their_words = spelled_out(known, lexicons)
    if bare.language == "en" and our_words & _BELOW != their_words & _BELOW:
        return False
    if ours[-1:] in _SPOKES:
        # `CSTO Press Secretary ...`, later `the spokesman`
        return theirs[-1:] in _SPOKES or (theirs == ("secretary",) and "press" in their_words)
    of_state = ours[:1] in _TOPS and "государство" in our_words
    if of_state and "государство" not in their_words:
        # `глава государства`: not the head of one of its bodies
        return _head_of(ours, bare, theirs, known)
    our_words = frozenset(word for word in our_words if not _points_to(word, known))
    if known.rule == "position.joined" and len(ours) == 1 < len(theirs):
        # `заместитель министра – председатель Совета`: later he is `председатель Совета`
        last = theirs[-1:]
        whose = bare.owned and (ours == last and our_words <= their_words)
        return whose or _head_of(ours, bare, last, known)
    same = ours == theirs[: len(ours)] and (len(ours) == len(theirs) or (len(ours) == 1 and ours[0] in SERVING))
    if same or (len(ours) == len(theirs) and ours[-1] == theirs[-1] and ours[0] == theirs[0]):
        return our_words <= their_words or (ours[:1] in _TOPS and _head_of(ours, bare, theirs, known))
    # `министр здравоохранения` is not he who is known as `глава службы`
    told = our_words <= known.words or known.organization is not None
    return _head_of(ours, bare, theirs, known) or (told and _head_of(theirs, known, ours, bare))


#: who speaks for a body
_SPOKES = frozenset({("spokesman",), ("spokesperson",), ("spokeswoman",)})


def spelled_out(post: Post, lexicons: Lexicons) -> tuple[tuple[str, ...], frozenset[str]]:
    """Heads and words with abbreviations written out: `генсек` is a секретарь that is генеральный."""
    heads: list[str] = []
    words = set(post.words)
    for head in post.heads:
        full = lexicons.same_as.get(head)
        if full:
            parts = full.split()
            head = next(part for part in parts if part in lexicons.heads)
            words.update(lemma(part, "NOUN") if part.islower() else part for part in parts if part != head)
        if head.startswith("зам") and head not in {"заместитель"} and len(head) > 4:
            heads.append("заместитель")
            head = {"замгенсека": "секретарь", "зампред": "председатель"}.get(head, "")
            if not head:
                continue
        if head == "премьер":
            head = "премьер-министр"
        heads.append(head)
    return tuple(heads), frozenset(words)


def _head_of(ours: tuple[str, ...], bare: Post, theirs: tuple[str, ...], known: Post) -> bool:
    """`глава государства` is the president, `глава МИД` the minister, `глава ведомства` whoever heads it."""
    if ours == ("спикер",) and theirs == ("председатель",):
        return known.organization is not None and bare.organization is known.organization
    if ours not in _TOPS or len(theirs) != 1:
        return False
    about = bare.words
    if "аппарат" in about:
        return False
    if about & {"государство"}:
        return theirs[0] in _HEADS_OF_STATE
    if not about and bare.place is not None:
        return bare.place is known.place and theirs[0] in _HEADS_OF_REGION
    if not about and bare.organization is None and bare.country:
        return theirs[0] in _HEADS_OF_STATE
    if about & {"правительство", "кабинет", "кабмин"}:
        body = known.organization
        of_government = body is None or body.name.startswith(("Правительств", "Кабинет", "Совет министров"))
        return theirs[0] in _HEADS_OF_GOVERNMENT and of_government
    if about & {"диппредставительство", "дипмиссия", "посольство", "диппредставитель"}:
        return theirs[0] == "посол"
    if about & _OFFICES_OF_STATE:
        return theirs[0] in {"министр", "директор", "глава", "руководитель", "начальник", "председатель"}
    if bare.organization is not None and bare.organization.name.startswith(("Правительств", "Кабинет")):
        return theirs[0] in _HEADS_OF_GOVERNMENT
    if bare.organization is not None and bare.organization.name.startswith("Секретариат"):
        # the head of a secretariat is the secretary-general of its body
        own = known.organization is bare.organization and theirs[0] in _LEADS
        return own or (theirs[0] == "секретарь" and known.organization is bare.organization.parent)
    if bare.organization is not None:
        short = (bare.organization.short_name or bare.organization.name).lower()
        ministry = short.startswith(("мид", "мвд", "мин")) and _in_charge(bare.organization, known)
        heads = theirs[0] not in _STAFFERS and not known.words & BODY_WORDS
        return (ministry and theirs[0] == "министр") or (heads and bare.organization is known.organization)
    return False


def same_owner(bare: Post, known: Post) -> bool:
    """Whether the owner of a bare post, if it has one, may be that of a known one."""
    if not bare.owned or not (known.organization or known.country):
        return True
    if bare.organization is None and bare.country is None:
        # an owner that is no entity: not the known one, as far as the text says
        return False
    if bare.organization is not None and known.organization is not None:
        return related(bare.organization, known.organization)
    if bare.country and known.country:
        return bare.country == known.country
    # one is known by its body, the other by its state
    body = bare.organization or known.organization
    return body is not None and body.country is None and body.name.startswith("Министерств")


def _points_to(word: str, known: Post) -> bool:
    """Whether a common noun in a bare post can mean the owner of a known one."""
    body = known.organization
    if body is not None and word in BODY_WORDS and word[:6] in body.name.lower():
        return True
    return word in STATE_WORDS and known.country is not None


def _in_charge(ministry: Organization, known: Post) -> bool:
    """Whether a minister's portfolio is that of the ministry: `глава Минздрава` is no minister of the interior."""
    head, _, field = ministry.name.partition(" ")
    portfolio = {lemma(word, "NOUN") for word in field.lower().split()} | {
        lemma(word) for word in field.lower().split()
    }
    return head != "Министерство" or not known.words or not portfolio.isdisjoint(known.words)


def owner_of(post: Post) -> object:
    """The body of a post, else its state."""
    return post.organization or post.country


def related(left: Organization, right: Organization) -> bool:
    """Whether one of two bodies is the other or belongs to it."""
    for one, other in ((left, right), (right, left)):
        current: Organization | None = one
        for _ in range(6):
            if current is None:
                break
            if current is other or current.name == other.name:
                return True
            current = current.parent
    return False
