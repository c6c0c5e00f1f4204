"""Who came: verbs of attendance, `с участием`, delegations and whom they stand for, lists under a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from extract.document import Mention, Organization, Party, Person, Place, match_text_of, sentences
from extract.language.later import later
from extract.language.syntax import SUBJECTS, child, feature, is_negated, preposition, subject
from extract.lexicons.countries import country_by_adjective
from extract.parties import Parties
from extract.stages.events.merging.gatherings import ATTENDABLE, FORUMS, SAYING, TALKS, Gatherings
from extract.stages.events.participants.listing import CLAUSE_START, Listing, named_among, stated
from extract.stages.events.participants.speakers import TO_PRESS
from extract.stages.events.triggers.lexicon import Candidate, is_group

_OPENS_LIST = later(r"\s+(?:[а-яё-]+\s+){0,4}[а-яё-]+\s*:[ \t]*\n", re.IGNORECASE)
_JOINED_THEM = later(
    r"\bк\s+(?:ним|участникам|собравшимся|заседанию|саммиту|встрече|переговорам|мероприятию)\b",
    re.IGNORECASE,
)
#: states that make a gathering
_SEVERAL = 3
#: verbs of attendance whose subject may stand on either side
ATTENDED = later(
    r"\b(?:при(?:нял[аио]?|мет|мут|нимает|нимают|нимал[аио]?)\s+(?:[а-я]+\s+){0,2}участие"
    r"|участие(?:\s+в[о]?\s+(?:[\w-]+\s+){1,5}?|\s+)при(?:нял[аио]?|мет|мут|нимает|нимают|нимал[аио]?)"
    r"|(?:(?:планиру|собира)[юе]тс?я?|намерен[ыао]?|готов(?:ятся|ится)|смогут|сможет)\s+(?:[а-я]+\s+){0,2}принять\s+участие"
    r"|(?:будут\s+)?участвовать|(?:по)?участвовал[аио]?|участвую?[еют]т|присутствовал[аио]?|присутствуют"
    r"|подтвердил[аио]?\s+(?:[а-я]+\s+){0,2}участие|участие\s+(?:[а-яё]+\s+)?подтвердил[аио]?|собрал(?:ись|ся|ась|ось)|съехались"
    r"|(?:были\s+|был[ао]?\s+)?(?:приглашен[ыао]?|задействован[ыао]?|представлен[ыао]?)|"
    r"к\s+(?:участи|учени|операци|тренировк|маневр|манёвр|рейд|мероприяти|ним|нему|ней|котор)[а-яё]*\s+(?:[а-яё]+\s+){0,3}"
    r"(?:привлечен[ыао]?|привлека(?:лись|ются))|делегировал[аи]?"
    r"|(?:прислал|направил)[аио]?\s+(?:на\s+\w+\s+)?(?:своих\s+|своего\s+)?(?:наблюдател|представител|эксперт"
    r"|делегаци|спасател|специалист|инструктор|кинолог|команд|офицер|военнослужащ|курсант|слушател)[а-я]+"
    r"|сво(?:и|их|ю|его|ей)\s+(?:[а-яё-]+(?:ых|их|ую)\s+)?[а-яё]{4,}\s+(?:направил|прислал|выставил|делегировал)[аио]?"
    r"(?:\s+также)?"
    r"|наблюда(?:л[аио]?|ют|ет)"
    r"|подтвердил[аио]?\s+(?:сво[йе]\s+)?(?:приезд|присутствие)|(?:сво[йе]\s+)?(?:приезд|присутствие)\s+подтвердил[аио]?"
    r"|(?:приехал|прибыл|прилетел)и(?=\s+(?:[а-яё\d-]+\s+){0,3}(?:представител|делегаци|эксперт|министр|глав|специалист|сотрудник"
    r"|офицер|аналитик|следовател|слушател|гост|участник|курсант|прокурор|судь|депутат|врач|уч[её]ны|дипломат|посл|руководител"
    r"|таможенник|пограничник|преподавател|наблюдател))"
    r"|(?:приглашени[ея]|приглашения)\s+(?:также\s+)?получил[аи]?(?:\s+также)?"
    r"|привлечен[ыао]?(?=\s+(?:[а-яё]+\s+){0,2}(?:спецподразделени|подразделени|сотрудник|специалист|военнослужащ))"
    r"|(?<=[.?!-]\s)(?:там|здесь|тут)\s+были(?=\s+(?:[а-яё-]+\s+){0,2}(?:коллег|представител|делегаци|эксперт|министр|глав|специалист))"
    r"|наблюдателями\s+(?:[а-я]+\s+){0,2}(?:приехали|прибыли|прилетели)"
    r"|заявки\s+(?:[а-я]+\s+){0,2}поступили(?=\s+(?:от|из)\s)"
    r"|(?:на\s+связи|в\s+эфире|на\s+линии)\s+(?:также\s+)?(?:был[аи]?|находил(?:ся|ись|ась))(?:\s+также)?"
    r"|подключил(?:ся|ись|ась)|(?<=[.?!-]\s)(?:были|приехали|присутствовали|собрались)\s+все(?=\s*:)"
    r"|(?<=[.?!-]\s)были(?=\s+(?-i:[А-ЯЁ])[^.;]{2,60},\s)"
    r"|наблюдателями\s+(?:[а-я]+\s+){0,2}(?:были|стали|выступ(?:или|ают)|являются)"
    r"|(?:про(?:шли|ходят|йдут)|прош[её]л|проходит)\s+(?:[а-я]+\s+){0,1}(?:обучение|подготовку|стажировку)"
    r"|(?:обучение|подготовку|стажировку)\s+(?:про(?:шли|ходят|йдут)|прош[её]л|проходит)"
    r"|обуча(?:лись|ются|ются)|сидели|слуша(?:ют|ли)(?=\s+(?:[а-яё-]+\s+){0,2}(?:сотрудник|офицер|специалист|прокурор|следовател))"
    r"|(?:слушател|участник|гост)(?:ями|ем)\s+(?:[\w-]+\s+){0,8}?(?:стал[аи]?|были|являются)"
    r"|стал[аио]? участни[а-я]+"
    r"|(?:обсудили|рассмотрели)(?=\s+(?:глав|министр|лидер|президент|премьер|руководител|секретар|делегаци|прокурор|координатор)[а-яё-]*[ыи]\s)"
    r"|присоедин(?:ил|ит|ят)(?:ся|ись|ась)"
    r"|(?:участник|гост)[ая]ми\s+[^.;:]{0,90}?(?:стал[аио]?|были|являются|станут)|вошл[аио])\b",
    re.IGNORECASE,
    needs="обсудили|рассмотрели|присоедин|участ|гостями|станут|присутств|собрал|съехал|приглаш|задейств|представлен|привлеч|привлек|делегирова|прислал|направил|выставил|наблюда|приезд|приехал|прибыл|прилетел|были|заявки|был|находил|подключил|обуч|подготовку|стажировку|сидели|слуша|стал|являются|вошл",
)
_PAST = later(
    r"приняли? |принял[ао] |при[еблх]\w+ли|подключил|были|вошли|наблюдателями|(?:по)?участвовал|присутствовал|собрал"
    r"|наблюдал"
)
#: what opens the list itself, wherever it stands
_ROLL_CALL = later(
    r"\b(?:(?:ожидается|планируется|предполагается|предусмотрено|предусматривается|намечено|запланировано|подтверждено|заявлено)"
    r"\s+участие"
    r"|(?:приветству|отмеча|обеспеч|организова)[а-яё]+\s+участие\s+(?:в\s+(?:[а-яё]+\s+){1,2})?(?=(?:представител|эксперт|делегаци))"
    r"|[сc]\s+участием|при\s+участии|[сc]\s+привлечением|в присутствии"
    r"|(?:среди|в числе) (?:(?:[а-яё]+ых|его|е[её]|их) )?"
    r"(?:участников|приглаш[её]нных|гостей|собравшихся|присутствующих|присутствовавших|выступивших"
    r"|выступавших|докладчиков|спикеров)(?:\s+котор(?:ого|ой|ых))?"
    r"(?:\s+(?:форума|встречи|семинара|конференции|заседания|мероприятия|учений|курса|совещания)\b)?"
    r"(?:\s+(?:были|стали|оказались|значились|также|-))*"
    r"|на\s+уровне(?=\s+(?:[а-яё]+\s+){0,4}(?:(?:спец)?(?:представител|посланник)|лиц|министр|эксперт|руководител|посл|замминистр"
    r"|заместител|глав|координатор|директор|начальник|секретар))"
    r"|с приглашением|участники\s*:|участники\s+-)\s*",
    re.IGNORECASE,
    needs="участ|привлечением|в присутствии|среди |в числе |уровне|с приглашением",
)
_IN_PRESENCE = later(r"в присутствии", re.IGNORECASE)
_AT_LEVEL = later(r"на\s+уровне", re.IGNORECASE)
_TO_COME = later(r"\b(?:на|в)\s+(?:предстоящ|будущ|следующ)\w+\s", re.IGNORECASE)
_GROUP_OF = later(r"\b(?:создани|учреждени|формировани|образовани)\w+\s+[^.,;:]{0,50}$", re.IGNORECASE)
_WITH_HELP = later(r"при\s", re.IGNORECASE)
#: the event whose subject is its place or form: `семинар собрал экспертов`
_GATHERED = later(
    r"\b(?:собрал[аио]?|объединил[аио]?|свел[аио]? вместе|проходит с участием|рассчитан[аоы]? на|адресован[аоы]?)"
    r"\s+(?:вместе\s+)?",
    re.IGNORECASE,
    needs="собрал|объединил|свел|участием|рассчитан|адресован",
)
_IT_GATHERED = later(
    r"\W*(?:(?:данн\w+\s|эт\w+\s)?(?:мероприят|форум|встреч|событи|сесси|учени|диалог|площадк)\w*|он[оа]?)\s",
    re.IGNORECASE,
)
#: somebody stands for a state: `Армению представляла Служба`, `делегацию Литвы возглавил министр`
_REPRESENTED = later(
    r"\b(?:представ(?:ил[аио]?|ит|ят|лял[аио]?|ляет|ляют)|(?:воз)?главля(?:л[аио]?|ет|ют)|возглав(?:ил[аио]?|ит|ят)"
    r"|делегаци(?:ей|ю|ями)\s+(?:[\w()-]+\s+){0,12}?(?:руководи(?:л[аи]?|т)|будет руководить|руководят))\s+",
    re.IGNORECASE,
    needs="представ|глав|делегаци",
)
_WAS_LED = later(r"(?:воз)?главля?(?:ил|л)", re.IGNORECASE)
_SIDE_OF = later(r"([а-яё]+ую)\s+сторону\s+(?:(?:на|во?)\s+(?:[а-яё]+\s+){1,3})?$", re.IGNORECASE)
_OTHER_SIDES = frozenset({"европейскую", "гостевую", "вторую", "противоположную"})
_HOSTING_SIDE = later(r"принимающую\s+сторону\s+(?:[а-яё]+\s+){0,3}$", re.IGNORECASE)
_OUR_STATE = later(
    r"\b(?:нашу\s+)?(?:страну|республику|ведомство|министерство|(?:обе\s+)?стороны)\s+(?:на\s+[^,.;:]{3,40}\s+)?$",
    re.IGNORECASE,
)
_LED_TOO = later(r"[,;]\s+(?:а\s+)?([А-ЯЁа-яё][А-ЯЁа-яё ]{2,40}?)\s+-\s")
_ADJECTIVE_LED = later(r"([а-яё]+ую)\s+делегаци[юя]\s+$|([а-яё]+ой)\s+$", re.IGNORECASE)
_LED = later(r"делегаци[юяи]\s+$")
#: what somebody heads at a gathering
_HEADED = later(r"делегаци|рабоч\w+\s+групп|[а-яё]+ую\s+(?:группу|сторону|команду|часть)", re.IGNORECASE)
_SPOKE = later(
    r"\b(?:выступил[аи]?|выступят|выступали|(?:по)?приветствовал[аи]?|отчитал(?:ся|ась|ись)|отчитаются|слово\s+взял[аи]?|взял[аи]?\s+слово|докладывал[аи]?|доложил[аи]?|(?:докладчик|лектор|спикер|тренер|инструктор)(?:ами|ом)\s+(?:были|был[аи]?|выступил[аи]?|стал[аи]?|являются)|обратил(?:ся|ась|ись)|прозвучал[аи]?|прочитал[аи]?"
    r"|(?:занятия|обучение|лекции|лекцию|мастер-класс\w*|практикум\w*|тренинг\w*)\s+(?:для\s+[а-я]+\s+)?"
    r"(?:вел[аи]?|ведут|ведет|провел[аи]?|провед[её]т|проведут|провод[ия]т|проводил[аи]?|прочитал[аи]?|прочита[ею]т|прочтут|прочт[её]т|чита(?:ют|ли))"
    r"|(?:доклад|презентаци|сообщени|содоклад)[а-яё]{0,2}\s+(?:представил[аи]?|представят|сделал[аи]?|зачитал[аи]?)"
    r"|прочли|сделал[аи]? доклад[ыа]?|рассказал[аи]?|поделил(?:ся|ась|ись))\b",
    re.IGNORECASE,
    needs="выступ|приветствовал|отчита|взял|доклад|доложил|лектор|спикер|тренер|инструктор|обратил|прозвучал|прочита|прочл|заняти|обучение|лекци|мастер-класс|практикум|тренинг|презентаци|сообщени|рассказал|поделил",
)
_TOLD_IN_QUOTES = later(r"\"\s?,?\s?-\s*$")
_TOO = later(r"\s+(?:также|тоже|затем)\s+")
_FROM_SIDE = later(r"(?:^|(?<=\W))со?\s+([а-яё]+(?:ой|ей))\s+(?:стороны\s+)?-\s", re.IGNORECASE, needs="-")
#: `С казахстанской стороны переговоры вел посланник А. Б.`
_BY_SIDE = later(
    r"(?:^|(?<=\W))со?\s+([а-яё]+(?:ой|ей))\s+стороны\s+(?:[^,.;:-]{0,50}?\s)?(?:вел[аи]?|участвовал[аи]?|при(?:няли?|мут|мет)"
    r"\s+участие|присутствовал[аи]?|был[аи]?|присоединил\w+|подключил\w+|приехал[аи]?|прибыл[аи]?)\s+",
    re.IGNORECASE,
    needs="стороны",
)
_SIDE_END = later(r";|,?\s+со?\s+[а-яё]+(?:ой|ей)\s+(?:стороны\s+)?-\s", re.IGNORECASE)
_HEARD = later(
    r"\bзаслуша(?:л[аио]?|н[аоы]?)\s+(?:и обсу\w+\s+)?(?:[а-яё]+\s+){0,2}?"
    r"(?:доклад|отч[её]т|информаци|сообщени|выступлени)\w*\s+",
    re.IGNORECASE,
    needs="заслуша",
)
_HEARD_END = later(r"\s(?:о|об|обо|по|на тему)\s|[.;:]\s|,\s", re.IGNORECASE)
_SENT = later(
    r"\s+(?:\w+\s+){0,3}(?:представител|эксперт|делегат|специалист|руководител|министр|глав|начальник|сотрудник|преподавател)"
    r"(?:и|ы)\s",
    re.IGNORECASE,
)
#: between a state and the verb: where, or a clause about the state
_AT_EVENT = later(r"(?:\s+(?:(?:на|во?|в ходе)\s+[^,.;:()]{2,70}\s+)?|,\s[^,.;()]{5,110},\s+)", re.IGNORECASE)
_ORGANIZERS = later(
    r"\b(?:со)?организатор(?:(?:ами|ом)\s+(?:[а-я]+\s+){0,3}?(?:выступил[аи]?|стал[аи]?|являются|выступают)"
    r"|(?:ы|ами|ом)?\s*(?:\w+\s+)?[-:])\s"
    r"|\b(?P<host>принимающ(?:ей|ими)\s+сторон(?:ой|ами)|хозя(?:ином|йкой|евами))\s+(?:(?!был|стал|выст)[а-яё]+\s+){0,2}?"
    r"(?:выступил[аи]?|стал[аи]?|был[аи]?|является|являются|выступает|выступают|станет)\s",
    re.IGNORECASE,
    needs="организатор|принимающ|хозя",
)
#: the event told before, by a general word or a pronoun
_IT_ORGANIZED = later(
    r"\W*(?:(?:данн\w+\s|эт\w+\s)?(?:мероприят|форум|встреч|семинар|конференци|курс|тренинг|диалог|заседани|учени|занят"
    r"|совещани|сесси|сбор)\w*"
    r"|он[оаи]?)\s+(?:был[аои]?\s+)?(?:организован|проведен|созван|инициирован|подготовлен)[аоы]?\s+(?:совместно\s+)?"
    r"|\W*(?:(?:во?|на)\s+)?(?:мероприят|форум|встреч|семинар|конференци|курс|тренинг|занят|совещани|сбор)\w*"
    r"(?P<clause>,)\s+(?:организован|созван|инициирован)н\w+\s+(?:совместно\s+)?"
    r"|\W*(?:его|е[её]|их|мероприятие|встречу|семинар|курс|тренинг|заседание)\s+"
    r"(?:организовали?|организовала|организует|организуют|провели)\s+(?:совместно\s+)?",
    re.IGNORECASE,
)
_SUPPORTED = later(
    r"(?<=\s)при\s+(?:[а-я]+\s+)?(?:поддержке|содействии|участии)|(?<=\s)(?:в рамках|в соответствии)\s", re.IGNORECASE
)
#: `Туда вошли офицеры`, told after the staff of an operation
_INTO_STAFF = later(r"(?:Туда|туда|В него|в него|[Вв] (?:состав\s+)?(?:\w+\s+)?штаба?)\s+(?:[а-я]+\s+){0,2}$")
_WE = later(
    r"\W*Мы,\s+(?=(?:[а-яё]+\s)?(?:министр|глав|руководител|президент|представител|участник|директор|прокурор|секретар|командующ|лидер"
    r"|начальник|координатор|эксперт|депутат|судь|омбудсм|посл)\w+\s)"
)
_WE_END = later(r",\s+(?:собрав|участву|участвова|приня|встретив|провед|отмеча|подтвержд|исход|руководств|рассмотр)\w+")
_BESIDES = later(
    r"\b(?:помимо|наряду\s+со?)\s+(?!(?:этого|того|прочего|хозя|участник|них|всего|официальн|основн|обсужд)[а-яё]*\b)",
    re.IGNORECASE,
    needs="помимо|наряду",
)
_COLON = later(r"\s*:\s")
_TO_EVENT = later(
    r"\s*(?:(?:[а-я]+\s+){0,2}(?:в|во|на)\s+(?!качестве|том числе|составе|лице|полном составе|основном))", re.IGNORECASE
)
_GOVERNING = later(r"участи(?:ем|и)|привлечением|присутствии", re.IGNORECASE)
#: `Будет ли Астана участвовать`
_WHETHER = later(r"\sли\s")
_HERE = later(r"\b(?:здесь|в этом зале|за этим столом)\s+$", re.IGNORECASE)
#: what one takes part in that is no gathering: `участвовать в санкциях`
_ELSEWHERE = later(
    r"\s*(?:[а-я]+\s+){0,2}(?:в|во|на)\s+(?:[а-яё-]+\s+){0,3}(?:санкци|выбор|войн|конфликт|торг(?:ах|и)\b|боевых|преступ|голосовани"
    r"|референдум|митинг|программ|проект|финансировани|строительств|группировк|банд|деятельност|боях)",
    re.IGNORECASE,
)
#: other ones than the one told before: `в прошлогодних учениях участвовали`
_OTHER_ONES = later(
    r"\b(?:во?|на)\s+(?:[а-яё]+\s+){0,1}?(?:подобн|таки[ехм]|прежни|прошл|предыдущ|аналогичн|други|следующ|перв|последн)[а-яё]*"
    r"\s+(?:[а-яё-]+\s+){0,2}(?:учени|заседани|встреч|саммит|сесси|конференци|форум|операци|этап|раунд|совещани|семинар|сбор"
    r"|манев|трениров)",
    re.IGNORECASE,
)
_ADVERBIAL = later(
    r"\W*(?:(?:также|кроме того|при этом|всего|затем|традиционно|помимо них|в свою очередь|кроме них),?\s+)*"
    r"(?:(?:наблюдател|гост|участник|эксперт)(?:ями|ем|ами|ом)\s+)?"
    r"(?:$|(?:в|во|на|для|за|с|со|среди|кроме|помимо|наряду|от|перед)\s)",
    re.IGNORECASE,
)
#: `, участвовали А и Б`: a clause of its own
_OPENS_CLAUSE = later(r"[,;]\s+(?:(?:в|на)\s+(?:нем|нём|ней|них)\s+)?$")
#: of what the next sentence tells
_AT_IT = later(
    r"\b(?:в|на)\s+(?:(?:работе|этом)\s+)?(?:мероприяти|форум|заседани|совещани|конференци|учени|семинар|саммит)[а-яё]*\b(?!\s+(?-i:[А-ЯЁ]))",
    re.IGNORECASE,
)
#: characters from a lead to what it is about
_LEAD = 400
#: characters from what was told to a general word for it
_WHOLE = 1200
#: not `координатор от Азербайджана выступил`
#: characters
_CLAUSE = 130
_ON_BEHALF = later(r"(?:^|[.;,!?]\s|\n)\s*(?:а\s+)?[Оо]т\s+\"?$")
#: after a state at the head of those whom it sent; signatures have blanks alone
_SENT_BY = later(r"\s*(?:[-:,(]|[а-яё])")
_MEMBERS = later(r"\b(?:туда|в нее|в него|в группу|в состав)\s+(?:[а-яё]+\s+)?в[ох]", re.IGNORECASE)
_FROM_STATE = later(r"(?:^|[\s,;(])(?:от|со стороны)\s+\"?$", re.IGNORECASE)
#: verbs that tell the event and end the list before them, also as short participles
_TOLD_BY = frozenset(
    {"состояться", "пройти", "провести", "начаться", "завершиться", "открыться", "обсудить", "подвести"}
)


def _is_country(mention: Mention) -> bool:
    return isinstance(mention.entity, Place) and mention.entity.kind == "country"


class Attendance:
    """Gives the events of one document those who attended them."""

    def __init__(
        self,
        doc: Doc,
        parties: Parties,
        candidates: Sequence[Candidate],
        listing: Listing,
        gatherings: Gatherings,
    ) -> None:
        self._doc = doc
        self._parties = parties
        self._candidates = candidates
        self._listing = listing
        self._gatherings = gatherings

    def attend(self) -> None:
        """`В заседании приняли участие А, Б и В`: to the event of that sentence, or to the last one told before."""
        text = match_text_of(self._doc)
        # nobody attends before the first gathering is told
        first = min((c.trigger[0] for c in self._candidates if c.type in ATTENDABLE), default=len(text))
        for sentence in sentences(self._doc):
            start, end = sentence.start_char, sentence.end_char
            if end <= first - _LEAD or sentence.language == "en":
                continue
            for verb in ATTENDED.finditer(text, start, end):
                self._attended(verb, start, end)
            if end <= first:
                continue
            for opening in (*_ROLL_CALL.finditer(text, start, end), *_GATHERED.finditer(text, start, end)):
                self._roll_call(opening, start, end)
            self._we(start, end)
            for verb in _REPRESENTED.finditer(text, start, end):
                headed = "глав" in verb[0].lower() or "руковод" in verb[0].lower()
                (self._led if headed else self._stands_for)(verb, start, end)
            self._from_states(start, end)
            for side in (*_FROM_SIDE.finditer(text, start, end), *_BY_SIDE.finditer(text, start, end)):
                self._from_side(side, start, end)
            self._organizers(start, end)
            for verb in _SPOKE.finditer(text, start, end):
                self._spoke(verb, start, end)
            for heard in _HEARD.finditer(text, start, end):
                self._heard(heard, start, end)

    def _attended(self, verb: re.Match[str], start: int, end: int) -> None:
        text: str = self._doc._.match_text
        token = self._parties.index.at(verb.start())
        if token is None or is_negated(token) or (token.dep_ == "xcomp" and is_negated(token.head)):
            return
        if _ELSEWHERE.match(text, verb.end(), end) or _WHETHER.search(text, start, verb.start()):
            return
        words = verb[0].lower()
        if words.startswith("присоедин") and _JOINED_THEM.search(text, start, end) is None:
            # `К Конвенции присоединились А и Б`
            return
        others = self._confirmed(verb) if words.startswith("подтвердил") else None
        meant = self._gatherings.by_pronoun(start, verb.start())
        briefing = any(c.type == "statement" and start <= c.trigger[0] < end for c in self._candidates)
        past = _PAST.match(words) is not None
        target = meant or self._gatherings.last(verb.start(), start, end, statements=briefing, past=past)
        target = target or self._ahead(start, end)
        if target is not None and target.type in {"meeting", "call"} and "наблюд" in words:
            target = self._watched(target, start) or target
        if target is None or (meant is None and self._gatherings.points_elsewhere(target, start, verb.start())):
            return
        if target.trigger[1] <= start and meant is None and _OTHER_ONES.search(text, start, end):
            return
        if words.startswith("привлечен") and target.type not in {"operation", "exercise"}:
            # `к работе над площадкой будут привлечены эксперты`
            return
        staff = words == "вошли" and _INTO_STAFF.search(text, max(start - 60, 0), verb.start()) is not None
        if staff and target.type not in {"operation", "exercise"}:
            return
        if (
            not staff
            and words.endswith(("представлены", "вошли", "собрались"))
            and not _HERE.search(text, start, verb.start())
            and target.token.sent.start_char != start
            and not self._states_were_there(words, start, verb.start())
        ):
            # `в рабочую группу вошли`, `собрались` for something else: only with the event beside
            return
        opened = start
        for clause in CLAUSE_START.finditer(text, start, verb.start()):
            opened = clause.end()
        # `, к которой были привлечены пограничники`
        opened = verb.start() if words.startswith("к котор") else opened
        end = self._end_of_items(verb.end(), end)
        came = others if others is not None else self._who_attended(token, verb, opened, end)
        if _OPENS_LIST.match(text, verb.end()):
            # `Приняли участие представители:`, and below whose they are
            came = [p for p in came if p.entity is not None]
        if words.startswith(("обсудили", "рассмотрели")) and (
            target.type not in FORUMS or sum(isinstance(p.entity, Place) for p in came) < _SEVERAL
        ):
            # who of many states talked there, not two men aside
            return
        for party in (*self._for_body(verb, start), *came, *self._besides(verb, start, end)):
            self._listing.add(target.participants, party, "participant")

    def _watched(self, talks: Candidate, start: int) -> Candidate | None:
        """`Наблюдателями были А и Б`, after talks and an operation that is only spoken of: there are none at talks."""
        told = (c for c in self._candidates if talks.trigger[0] < c.trigger[0] < start and not c.is_verb)
        near = [c for c in told if c.type in {"operation", "exercise"} | FORUMS and start - c.trigger[0] < _LEAD]
        return near[-1] if near else None

    def _besides(self, verb: re.Match[str], start: int, end: int) -> list[Party]:
        """`Помимо экспертов А, в ней участвовали`: they did so, too."""
        text: str = self._doc._.match_text
        found = _BESIDES.search(text, start, end)
        if found is None:
            return []
        stop = text.find(",", found.end(), end)
        return self._listing.roll.names(found.end(), stop) if found.end() < stop else []

    def _confirmed(self, verb: re.Match[str]) -> list[Party] | None:
        """`посол подтвердил участие министра А. Б. в форуме`: whose part somebody else has confirmed."""
        part = self._parties.index.at(verb.end() - 1)
        whose = (c for c in part.rights if c.dep_ == "nmod" and preposition(c) is None) if part is not None else ()
        owner = next((c for c in whose if feature(c, "Case") == "Gen"), None)
        return self._listing.listed(owner) if owner is not None else None

    def _end_of_items(self, offset: int, end: int) -> int:
        """`Присутствовали: А. Б., министр; В. Г., начальник.`: semicolons part those who came, not sentences."""
        text: str = self._doc._.match_text
        if not _COLON.match(text, offset, end):
            return end
        while text[end - 1] == ";":
            token = self._parties.index.at(end + 1)
            last = token.sent.end_char if token is not None else end
            stop = text.find(";", end, last) + 1 or last
            if stop <= end or "\n" in text[end : stop - 1] or self._listing.roll.has_verb(end, stop):
                break
            if any(feature(t, "Variant") == "Short" and t.text.islower() for t in self._parties.index.span(end, stop)):
                # `; рассмотрены вопросы сотрудничества с Китаем`
                break
            end = stop
        return end

    def _states_were_there(self, words: str, start: int, end: int) -> bool:
        """`Узбекистан и Куба были представлены на уровне вице-премьеров`, after a session."""
        named = self._listing.outer_at.within(start, start + 1)
        return words.endswith("представлены") and any(_is_country(m) for m in named)

    def _ahead(self, start: int, end: int) -> Candidate | None:
        """`В мероприятии принял участие А. Б.`, in a lead, before the text says what it was."""
        if _AT_IT.search(self._doc._.match_text, start, end) is None:
            return None
        soon = (c for c in self._candidates if c.type in FORUMS | {"exercise"} and end <= c.trigger[0] < end + _LEAD)
        return min((c for c in soon if c.asserted and not c.setting), key=lambda c: c.trigger[0], default=None)

    def _who_attended(self, token: Token, verb: re.Match[str], opened: int, end: int) -> list[Party]:
        """The list on the side of the verb where its subject is."""
        text: str = self._doc._.match_text
        before = text[opened : verb.start()]
        to_event = _TO_EVENT.match(text, verb.end(), end) is not None
        after = self._without_frame(self._listing.roll.names(verb.end(), self._listing.cut(verb.end(), end)))
        apart = _OPENS_CLAUSE.search(before) is not None and self._opens_with_name(verb.end() + 1)
        apart = apart or _COLON.match(text, verb.end(), end) is not None
        if not to_event and after and (_ADVERBIAL.match(before) or apart or self._listing.subject_after(token)):
            return after
        listed = self._without_frame(self._listing.roll.names(opened, verb.start()))
        syntactic = self._acting(token)
        if to_event and after and not listed and not any((p.start or end) < verb.start() for p in syntactic):
            return after
        listed = listed if "," in before or " и " in before else []
        return listed if listed and named_among(listed) >= named_among(syntactic) else syntactic

    def _acting(self, token: Token) -> list[Party]:
        """Who attends, also of `был представлен`."""
        verb = token if token.pos_ == "VERB" else token.head
        passive = child(verb, "nsubj:pass") if feature(verb, "Variant") == "Short" else None
        return self._listing.listed(passive) if passive is not None else self._listing.subjects(verb)

    def _for_body(self, verb: re.Match[str], start: int) -> list[Party]:
        """`От ЕАГ выступил А. Б.`, `от Генпрокуратуры участвовал В. Г.`: whom somebody stands for."""
        text: str = self._doc._.match_text
        near = (m for m in self._countries_and_bodies(start, verb.start()) if 0 <= verb.start() - m.end <= 20)
        return [stated(m) for m in near if _ON_BEHALF.search(text[max(m.start - 14, start) : m.start])][:1]

    def _without_frame(self, found: list[Party]) -> list[Party]:
        """Without the body that belongs to the event's own name: `в заседании Совета`."""
        return [p for p in found if not self._gatherings.after_trigger(p)]

    def _roll_call(self, opening: re.Match[str], start: int, end: int) -> None:
        gathered = _GATHERED.match(opening[0]) is not None
        called = None if gathered else self._gatherings.called(opening.start(), start)
        target = called or self._gatherings.last(opening.start(), start, end)
        if target is None or (gathered and not self._is_subject(target, opening.start(), start)):
            return
        target = (self._told_of_by(target) if gathered else None) or target
        if _GROUP_OF.search(self._doc._.match_text, max(opening.start() - 60, start), opening.start()):
            # `создание рабочей группы с участием А и Б`
            return
        if opening.start() == start and target.trigger[1] <= start and _WITH_HELP.match(opening[0]):
            # `При участии Центра страна провела несколько форумов`: another thing
            return
        if target.trigger[0] < start and self._is_agreed(opening.start(), start):
            return
        if target.trigger[0] < start and _IN_PRESENCE.match(opening[0]):
            # `В присутствии глав государств подписано семь документов`, after their talks: they saw that
            return
        if target.status != "planned" and _TO_COME.search(self._doc._.match_text, start, opening.start()):
            # `На предстоящем форуме ожидается участие А`, after a session
            return
        stop = self._listing.cut(opening.end(), end)
        if not gathered and "\n" not in opening[0]:
            # `с участием А, Б и В состоялось`: up to the verb
            verb = next(
                (
                    t
                    for t in self._parties.index.span(opening.end(), stop)
                    if (t.pos_ in {"VERB", "AUX"} and feature(t, "VerbForm") == "Fin") or t.lemma_ in _TOLD_BY
                ),
                None,
            )
            stop = verb.idx if verb is not None and verb.idx >= opening.end() else stop
            stop = self._before_subject(opening, stop)
        named = self._listing.roll.names(opening.end(), stop)
        if _AT_LEVEL.match(opening[0]):
            # `на уровне заместителей министров А и Б`: whose they are, if that is told of several
            named = [p for p in named if isinstance(p.entity, Place)]
            named = named if len(named) > 1 else []
        for party in named:
            self._listing.add(target.participants, party, "participant")

    def _told_of_by(self, meeting: Candidate) -> Candidate | None:
        """`Встреча собрала экспертов`, after a session or a seminar: that one, by a general word."""
        token = meeting.token
        bare = token.lemma_ == "встреча" and not any(c.dep_ in {"nmod", "amod"} for c in token.children)
        if not bare or meeting.dates or meeting.places or meeting.participants:
            return None
        told = [c for c in self._candidates if c.type in FORUMS and c.asserted and not c.setting]
        near = [c for c in told if 0 < meeting.trigger[0] - c.trigger[1] < _WHOLE]
        forum = max(near, key=lambda c: c.trigger[0], default=None)
        if forum is not None:
            meeting.asserted, meeting.points = False, True
        return forum

    def _before_subject(self, opening: re.Match[str], stop: int) -> int:
        """`с участием руководителей служб министр поручил`: the list ends where whoever acts begins."""
        if not _GOVERNING.search(opening[0]):
            return stop
        for token in self._parties.index.span(opening.end(), stop):
            if token.dep_ in SUBJECTS and feature(token, "Case") == "Nom" and token.head.idx >= stop:
                return max(min((t.idx for t in token.lefts), default=token.idx), opening.end())
        return stop

    def _is_agreed(self, offset: int, start: int) -> bool:
        """`условились провести слушания с участием экспертов`: of something that is still to be."""
        return any(feature(t, "VerbForm") == "Inf" for t in self._parties.index.span(start, offset) if t.pos_ == "VERB")

    def _is_subject(self, target: Candidate, offset: int, start: int) -> bool:
        """The event, or `мероприятие` for it, is the subject of the verb at `offset`."""
        if target.trigger[0] < start:
            return _IT_GATHERED.match(self._doc._.match_text, start, offset) is not None
        return target.trigger[1] < offset and target.token.dep_ in SUBJECTS

    def _stands_for(self, verb: re.Match[str], start: int, end: int) -> None:
        """`Молдову представлял министр А. Б.`, `российское ведомство представил эксперт В. Г.`"""
        text: str = self._doc._.match_text
        near = (m for m in self._countries_and_bodies(start, verb.start()) if 0 <= verb.start() - m.end <= _CLAUSE)
        state = next((m for m in near if _AT_EVENT.fullmatch(text, m.end, verb.start())), None)
        target = self._gatherings.last(verb.start(), start, end)
        names = self._listing.roll.names(verb.end(), self._listing.cut(verb.end(), end))
        if target is not None and _HOSTING_SIDE.search(text, start, verb.start()):
            for party in names[:2]:
                self._listing.add(target.participants, party, "host")
            return
        side = _SIDE_OF.search(text, start, verb.start())
        ours = _OUR_STATE.search(text, start, verb.start()) is not None
        of_side = side is not None and (country_by_adjective(side[1].lower()) or side[1].lower() in _OTHER_SIDES)
        if target is not None and (ours or of_side):
            # `таджикскую сторону представляли А. Б. и два офицера`
            for party in names:
                self._listing.add(target.participants, party, "participant")
            return
        if state is None or target is None or not self._acts_for(state, verb):
            return
        if not any(isinstance(p.entity, Person) for p in names):
            # `Пакистан и Индию представляли послы`
            for one in (self._coordinated_before(state, start), state):
                if one is not None:
                    self._listing.add(target.participants, stated(one), "participant")
            names = [p for p in names if p.entity is not None or not self._listing.is_plural(p)]
        for party in (*names, *self._stand_too(verb, end)):
            self._listing.add(target.participants, party, "participant")

    def _coordinated_before(self, state: Mention, start: int) -> Mention | None:
        near = self._listing.places_at.within(max(state.start - _CLAUSE, start), state.start)
        return next((m for m in near if self._doc._.match_text[m.end : state.start] == " и " and _is_country(m)), None)

    def _stand_too(self, verb: re.Match[str], end: int) -> list[Party]:
        """`Литву представлял министр А. Б., Латвию - посол`: the verb is not repeated."""
        text: str = self._doc._.match_text
        found: list[Party] = []
        for more in _LED_TOO.finditer(text, verb.end(), end):
            states = [m for m in self._listing.places_at.within(more.start(1), more.end(1)) if m.end == more.end(1)]
            following = _LED_TOO.search(text, more.end(), end)
            names = self._listing.roll.names(more.end(), following.start() if following else end, groups=False)
            persons = [p for p in names if isinstance(p.entity, Person)]
            found += persons or [
                stated(m) for m in states if isinstance(m.entity, Place) and m.entity.kind == "country"
            ]
        return found

    def _acts_for(self, state: Mention, verb: re.Match[str]) -> bool:
        """The words after the verb act, and not the state before it."""
        first, told = self._parties.index.at(state.end - 1), self._parties.index.at(verb.start())
        acting = subject(told) if told is not None else None
        if first is None or not (self._opens_with_name(verb.end()) or self._leads_to_person(verb.end())):
            return False
        if told is not None and feature(told, "Gender") not in {None, feature(first, "Gender")}:
            # `Кыргызстан представляла замминистра`
            return True
        return acting is None or acting.i > first.i or self._opens_with_person(verb.end())

    def _led(self, verb: re.Match[str], start: int, end: int) -> None:
        """`украинскую делегацию возглавил В. Г., грузинскую - Д. Е.`, `делегацию возглавил А. Б.`"""
        text: str = self._doc._.match_text
        before = text[max(verb.start() - 90, start) : verb.end() + 20]
        if not _HEADED.search(before):
            return
        target = self._gatherings.last(verb.start(), start, end, past=_WAS_LED.match(verb[0]) is not None)
        if target is None:
            return
        for party in self._listing.roll.names(verb.end(), self._listing.cut(verb.end(), end)):
            if isinstance(party.entity, Person):
                self._listing.add(target.participants, party, "participant")
        # `делегации прокуратур А и Б`, told before: the state came by its body
        there = {p.entity.country for p in target.participants if isinstance(p.entity, Organization)}
        for party in self._whose_delegation(verb, start):
            if not (party.basis == "resolved" and isinstance(party.entity, Place) and party.entity.country in there):
                self._listing.add(target.participants, party, "participant")
        leader = subject(self._parties.index.at(verb.start()) or self._doc[0])
        for party in self._parties.at(leader) if leader is not None else ():
            if isinstance(party.entity, Person):
                self._listing.add(target.participants, party, "participant")

    def _whose_delegation(self, verb: re.Match[str], start: int) -> list[Party]:
        """The states whose delegation is named right before the verb."""
        text: str = self._doc._.match_text
        found = [
            stated(country)
            for country in self._listing.places_at.within(max(verb.start() - 90, start), verb.start())
            if isinstance(country.entity, Place)
            and country.entity.kind == "country"
            and _LED.search(text[max(country.start - 40, start) : country.start].lower())
        ]
        adjective = _ADJECTIVE_LED.search(text, max(verb.start() - 60, start), verb.start())
        iso = country_by_adjective((adjective[1] or adjective[2]).lower()) if adjective else None
        if adjective and iso:
            first = adjective.start(1 if adjective[1] else 2)
            found.append(Party(self._parties.country(iso), first, verb.start() - 1, "resolved"))
        return [*found, *self._more_delegations(verb)] if found else []

    def _more_delegations(self, verb: re.Match[str]) -> list[Party]:
        """`делегацию А возглавил В. Г., Б - Д. Е.`, `грузинскую - Ж. З.`: the noun and the verb are not repeated."""
        token = self._parties.index.at(verb.start())
        found: list[Party] = []
        for more in _LED_TOO.finditer(self._doc._.match_text, verb.end(), token.sent.end_char if token else verb.end()):
            words = more[1].strip()
            iso = country_by_adjective(words.lower())
            named = [m for m in self._listing.places_at.within(more.start(1), more.end(1)) if m.end == more.end(1)]
            if iso and words.endswith("ую"):
                found.append(Party(self._parties.country(iso), more.start(1), more.end(1), "resolved"))
            elif named and isinstance(named[0].entity, Place) and named[0].entity.kind == "country":
                found.append(stated(named[0]))
        return found

    def _opens_with_name(self, offset: int) -> bool:
        """A post, a body or people stand right at `offset`, in the nominative."""
        token = self._parties.index.at(offset)
        if token is None or feature(token, "Case") not in {"Nom", None}:
            return False
        return bool(self._parties.covering(token)) or is_group(token) or token.pos_ == "ADJ"

    def _leads_to_person(self, offset: int) -> bool:
        """`замминистра здравоохранения Бурул Сатыбаева`: a name in the nominative behind a post that shows no case."""
        named = self._listing.persons_at.within(offset, offset + _CLAUSE)[:1]
        if not named or "," in self._doc._.match_text[offset : named[0].start]:
            return False
        return any(feature(t, "Case") == "Nom" for t in self._parties.index.span(named[0].start, named[0].end))

    def _opens_with_person(self, offset: int) -> bool:
        """A post or a name in the nominative: who acts, even if the parser took an inanimate noun before for it."""
        token = self._parties.index.at(offset)
        named = self._parties.covering(token) if token is not None else []
        if token is None or not any(m.type in {"person", "position"} for m in named):
            return False
        head = self._parties.index.span(named[0].start, named[0].end).root
        return feature(head, "Animacy") == "Anim" and feature(head, "Case") == "Nom"

    def _we(self, start: int, end: int) -> None:
        """`Мы, министры внутренних дел А и Б, собравшись на заседание`: whose ministers they are."""
        text = match_text_of(self._doc)
        opening = _WE.match(text, start, end)
        if opening is None:
            return
        stop = _WE_END.search(text, opening.end(), end)
        target = self._gatherings.last(opening.start(), start, end)
        if stop is None or target is None:
            return
        for party in self._listing.roll.names(opening.end(), stop.start(), groups=False):
            if party.entity is not None:
                self._listing.add(target.participants, party, "participant")

    def _from_states(self, start: int, end: int) -> None:
        """`от Казахстана - министр А. Б., от Кыргызстана - посол`: in one sentence, two states at least; states of whom
        nobody is named came themselves.
        """
        text = match_text_of(self._doc)
        states = [
            m
            for m in self._countries_and_bodies(start, end)
            if _FROM_STATE.search(text, max(m.start - 14, start), m.start)
        ]
        if len(states) < 2:
            return
        target = self._gatherings.last(states[0].start, start, end)
        if target is None or target.type == "adoption":
            return
        if not _SENT_BY.match(text, states[0].end) or _MEMBERS.search(text, start, end):
            return
        for number, state in enumerate(states):
            stop = states[number + 1].start if number + 1 < len(states) else self._listing.cut(state.end, end)
            persons = [m for m in self._doc._.persons if state.end <= m.start < stop][:2]
            # who came for a state that is told came alone
            for mention in persons or (state,):
                self._listing.add(target.participants, stated(mention), "participant")

    def _from_side(self, side: re.Match[str], start: int, end: int) -> None:
        """`С узбекской - заместитель министра А. Б. и посол В. Г.`: who came for one side."""
        if not country_by_adjective(side[1].lower()):
            return
        target = self._gatherings.last(side.start(), start, end)
        if target is None or target.type not in TALKS | FORUMS:
            return
        stop = _SIDE_END.search(self._doc._.match_text, side.end(), end)
        for party in self._listing.roll.names(side.end(), stop.start() if stop else end):
            if isinstance(party.entity, Person):
                self._listing.add(target.participants, party, "participant")

    def _countries_and_bodies(self, start: int, end: int) -> list[Mention]:
        places = self._listing.places_at.within(start, end)
        countries = [m for m in places if isinstance(m.entity, Place) and m.entity.kind == "country"]
        return sorted((*countries, *self._listing.bodies_at.within(start, end)), key=lambda m: m.start)

    def _organizers(self, start: int, end: int) -> None:
        """`Организаторами выступили А и Б`: the bodies that hold the event told last."""
        text = match_text_of(self._doc)
        opening = _ORGANIZERS.search(text, start, end) or _IT_ORGANIZED.match(text, start, end)
        target = self._gatherings.last(opening.start(), start, end) if opening else None
        if opening is not None and target is not None and target.points:
            # `Тренинг организован Офисом`: the one told before
            target = self._gatherings.last(opening.start(), start, start) or target
        if opening is None or target is None:
            return
        stop = _SUPPORTED.search(text, opening.end(), end)
        helps = stop is not None and stop.start() == opening.end() and stop[0].startswith("при")
        if opening.groupdict().get("clause"):
            # `В мероприятии, организованном А совместно с Б, участвовали В и Г`
            end = max(text.find(", ", opening.end(), end), opening.end())
        if stop is not None and helps and not target.organizations:
            # `организован при поддержке УНП ООН`: what one state pays for is its own
            helped = [m.entity for m in self._listing.bodies_at.within(stop.end(), end)]
            target.organizations += [b for b in helped if isinstance(b, Organization) and b.country is None][:1]
        for party in self._listing.roll.names(opening.end(), stop.start() if stop else end, groups=False):
            if isinstance(party.entity, Organization) and party.entity not in target.organizations:
                target.organizations.append(party.entity)
            elif opening.groupdict().get("host") and not isinstance(party.entity, Organization):
                self._listing.add(target.participants, party, "host")

    def _spoke(self, verb: re.Match[str], start: int, end: int) -> None:
        """`С докладами выступили А и Б`: persons after the verb speak at the event."""
        target = self._gatherings.last(verb.start(), start, end, statements=True)
        if target is None or target.status not in {"held", "ongoing", "planned"}:
            return
        token = self._parties.index.at(verb.end() - 1)
        if token is None or self._is_source(token, target):
            return
        too = _TOO.match(self._doc._.match_text, verb.end())
        opening = too.end() if too is not None else verb.end() + 1
        lost = subject(token) is None and self._opens_with_name(opening)
        if not self._listing.subject_after(token) and not lost:
            return
        for party in self._for_body(verb, start):
            self._listing.add(target.participants, party, "participant")
        sent = _SENT.match(self._doc._.match_text, verb.end(), end) is not None
        for party in self._listing.roll.names(opening - 1, self._listing.cut(opening - 1, end), groups=sent):
            if isinstance(party.entity, Person) or sent or self._is_owned_post(party):
                self._listing.add(target.participants, party, "speaker")

    def _is_owned_post(self, party: Party) -> bool:
        """`Участников приветствовал заместитель Секретаря Совбеза`: a post with its owner, in the nominative."""
        head = self._parties.index.at(party.start) if party.entity is None and party.start is not None else None
        if head is None or party.end is None:
            return False
        words = self._parties.index.span(party.start or 0, party.end)
        named = any(m.end <= party.end for m in self._listing.named_at.within(party.start or 0, party.end))
        return named and feature(words.root, "Case") == "Nom" and feature(words.root, "Animacy") == "Anim"

    @staticmethod
    def _is_source(verb: Token, target: Candidate) -> bool:
        """`Стороны проведут переговоры, рассказал А. Б.`: who tells of what lies ahead is not there."""
        past = feature(verb, "Tense") == "Past"
        text: str = verb.doc._.match_text
        told = max(target.trigger[1], verb.sent.start_char)
        if (
            target.type != "statement"
            and verb.lemma_ in SAYING
            and any(c.lemma_ in TO_PRESS or c.lemma_ == "как" for c in verb.children)
        ):
            # `Как рассказал журналистам А. Б., прошло совещание`
            return True
        if verb.lemma_ in SAYING and verb.dep_ == "parataxis" and _TOLD_IN_QUOTES.search(text, told, verb.idx):
            # `"Министр провёл переговоры с А. Б.", - рассказала В. Г.`
            return True
        return target.status == "planned" and past and (verb.lemma_ in SAYING or verb.dep_ == "parataxis")

    def _heard(self, opening: re.Match[str], start: int, end: int) -> None:
        """`заслушали доклад директора А. Б.`: whose report is heard speaks."""
        target = self._gatherings.last(opening.start(), start, end, past=True)
        if target is None or target.type not in FORUMS | {"meeting"}:
            return
        stop = _HEARD_END.search(self._doc._.match_text, opening.end(), end)
        for party in self._listing.roll.names(opening.end(), stop.start() if stop else end, groups=False)[:3]:
            if isinstance(party.entity, Person) and party.basis == "stated":
                self._listing.add(target.participants, party, "speaker")
