"""Patterns of the words around a name: what says place, and what says that it is another thing."""

from __future__ import annotations

import re

from extract.language.later import later

#: a city of this size needs no further evidence than its name
WELL_KNOWN_POPULATION = 300_000
#: capitals get ten million inhabitants on top when the table is built
CAPITAL_POPULATION = 10_000_000
#: the beginning of the name of a month
MONTH = r"(?:январ|феврал|март|апрел|ма[яй]|июн|июл|август|сентябр|октябр|ноябр|декабр)"
MONEY = later(
    r"(?<!\w)(?:доллар[а-я]{0,3}|долл\.?|евро|(?:юан|рубл|йен|иен|сум|манат|драм|гривн|фунт|рупи|риал|динар|франк|крон|лир|вон"
    r"|донг|сом)[а-я]{0,3}|руб\.|тенге|сомони|лари|ле[йя]|леев)\s+$",
    re.IGNORECASE,
)
DOLLARS_AFTER = later(r"(?:\$| (?:dollars?|cents?)\b)", re.IGNORECASE)
CITY_BEFORE = later(
    r"(?<!\w)(?:г\.|н\.\s?п\.|пгт\.|гор\.|город[а-я]*|столиц[а-я]+|пос\.|пос[её]л[а-я]+|с\.|сел(?:[оаеу]|ом|ах|ами|ам)|деревн[а-я]+|кишлак[а-я]*|аул[а-я]*"
    r"|станиц[а-я]+|курорт[а-я]*|пгт|мегаполис[а-я]*|пригород[а-я]*|г|(?:the )?city of)\s*$",
    re.IGNORECASE,
)
REGION_BEFORE = later(
    r"(?<!\w)(?:провинци[а-я]+|штат[а-я]*|област[а-я]+|регион[а-я]*|район[а-я]*|вилоят[а-я]*|вилайет[а-я]*|велаят[а-я]*"
    r"|округ[а-я]*|уезд[а-я]*|земл[а-я]+|остров[а-я]*|полуостров[а-я]*|автономи[а-я]+|кантон[а-я]*|граф?ств[а-я]+)\s+$",
    re.IGNORECASE,
)
WATER_BEFORE = later(
    r"(?<!\w)(?:рек[а-я]+|р\.|озер[а-я]+|оз\.|мор[а-я]+|канал[а-я]*|гор[а-я]{1,2}|перевал[а-я]*|ущель[а-я]+|долин[а-я]+"
    r"|хребт[а-я]+|пик[а-я]*|урочищ[а-я]+|пункт[а-я]* пропуска)\s+$",
    re.IGNORECASE,
)
PREPOSITION_BEFORE = later(r"(?<!\w)(?:в|во|из|под|около|близ|возле|in|to|from|at|near)\s+$", re.IGNORECASE)
#: before a crossing or a station, which stands in the locative or a genitive
AT_BEFORE = later(r"(?<!\w)(?:на|в|во|через|перед|под|у|около|возле|близ|из|до)\s+$", re.IGNORECASE)
#: behind a name with a hyphen: `в Астане-то`
PARTICLES = frozenset({"то", "таки", "ка", "де", "с"})
#: and behind a town's: `the Almaty-based centre`
SEATED = PARTICLES | {"based", "born"}
#: a proper name of another thing stands after these
FACILITY_BEFORE = later(
    r"(?<!\w)(?:кличк|позывн|улиц|площад|проспект|бульвар|переул|набережн|имени|усадьб|кладбищ|стадион|гостиниц|отел|санатори|станци|тюрьм"
    r"|колони|ресторан|кафе|корабл|теплоход|крейсер|космодром|полигон|операци|учени|ракет|спутник|клуб|команд|холдинг|компани"
    r"|агентств|газет|телеканал|журнал|радиостанци)[а-я]*\s+\"?$",
    re.IGNORECASE,
)
PLACE_NOUN_BEFORE = later(
    r"(?<!\w)(?:регион|стран|город|государств|район|зон|пространств|территори|област|республик)[а-я]*\s*$", re.I
)
FOREIGN_TITLE_AFTER = later(
    r"\s+(?:пост|таймс|ньюс|телеграф|трибьюн|геральд|дейли|обзервер|стар|сити|юнайтед|daily|times|post|news"
    r"|star|herald|tribune|airlines|united)(?!\w)",
    re.IGNORECASE,
)
#: `учение по ликвидации последствий ... «Каспий-Арал»`, `операция «Канал - Тянь-Шань»`
EXERCISE_BEFORE = later(r"(?<!\w)(?:учени|операци|тренировк|маневр|акци)[а-я]*[^\"\n.]{0,110}$", re.IGNORECASE)
JOINED = later(r"[А-Я][\w-]*(?:\s*-\s*|-)[А-Я][\w -]*")
QUOTED = later(r"\"(?P<content>[^\"\n]{1,80})\"")
WORD_BEFORE_HYPHEN = later(r"([^\W_]+)-$")
WORD_AFTER_HYPHEN = later(r"-([^\W_]+)")
#: whose the thing before is: `Президент РК`, `МИД РК`, `министр обороны РА`, `посол в РБ`
OWNER_BEFORE = later(
    r"(?<!\w)(?:[А-Я]{2,}[а-я]*|(?:[Пп]резид|[Пп]рем|[Мм]инистр|[Пп]равительств|[Пп]осол|[Пп]осл[аеоу]|[Пп]осольств|[Пп]арламент"
    r"|[Тт]ерритори|[Гг]раждан|[Сс]енат|[Мм]ажилис|[Мм]аджлис|[Зз]акон|[Кк]одекс|[Кк]онституци|[Пп]рокурат|[Пп]рокурор"
    r"|[Сс]уд|[Гг]лав|[Пп]редставител|[Дд]елегаци|[Кк]омитет|[Аа]гентств|[Сс]овет|[Сс]овбез|[Гг]осс|[Сс]обрани|[Гг]раниц"
    r"|[Кк]онсульств|[Кк]онсул|[Бб]анк|[Аа]кадеми|[Вв]ооруж|[Аа]ртист|[Рр]езидент|[Гг]енпрокур)[а-я-]*|дел|ситуаций|обороны|безопасности|юстиции"
    r"|здравоохранения|финансов|наркотиков|наркотиками|сил|службы|службой|службе|посол\s+\S{1,20}\s+в|посольство\s+\S{1,20}\s+в)\s+$"
)
#: who heads a town or region: of `Аким Алматы Дархан ...` the first capitalised word is the town
HEAD_OF_TOWN_BEFORE = later(
    r"(?<![\w-])(?i:(?:экс-|вице-|зам)?(?:аким|хоким|хаким|мэр|вали)(?:а|у|ом|е|ом)?|(?:вице-)?губернатор(?:а|у|ом|е)?)\s+$"
)
TWO_CAPITALISED_AFTER = later(r"\s[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё-]+")
STATE_WORD_BEFORE = later(
    r"(?<![\w-])(?:(?:Исламск|Народн|Федеративн|Социалистическ|Демократическ|Арабск|Объединенн|Автономн)[а-я]+\s+)*"
    r"(?:Республик(?:а|и|е|у|ой)|Королевств(?:о|а|у|ом|е)|Султанат(?:|а|у|ом|е)|Княжеств(?:о|а|у|ом|е)|Эмират(?:|а|у|ом|е))"
    r"\s+$"
)
#: companies whose own name takes a country's after it: `«Эйр Астана»`; in the names of newsrooms the country is marked
BRAND_BEFORE = later(
    r"(?<!\w)(?:(?!Sputnik)[A-Z][A-Za-z]+|Форбс|Радио|ТВ|Газпром|Лукойл|Эйр|Вести|Известия|Правда)\s+\"?$"
)
#: `генсеком Багдадом Амреевым`: in the instrumental or dative a city and a surname do not stand beside each other
DECLINED_WITH_SURNAME = later(
    r"[А-ЯЁ][а-яё]+(?:[ое]м [А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)ым|[ую] [А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)у)(?![а-яё-])"
)
STREET_BEFORE = later(
    r"(?<!\w)(?:ул\.|улиц[а-я]+|пр\.|пр-т|просп\.|проспект[а-я]*|пер\.|переул[а-я]+|пл\.|площад[а-я]+|бул\.|бульвар[а-я]*"
    r"|наб\.|набережн[а-я]+|имени|им\.)\s*$",
    re.IGNORECASE,
)
#: a quoted name after these is an agency's: `РИА «Евразия»`
AGENCY_BEFORE = later(r"(?<!\w)(?:[А-Я]{2,5}|агентств[а-я]*|газет[а-я]*|телеканал[а-я]*)\s+$")
FULL_NAME = later(r"[А-Я][а-я]+ [А-Я][а-я]+(?:зод[аы]|заде|швили|дзе|ян|енко|[оеё]ва?|ин|ина|ский|ская)")
AND_BEFORE = later(r"(?:,| и) $")
INITIAL_BEFORE = later(r"(?<!\w)[А-ЯA-Z]\.\s?$")
#: what stands before a place that only the tagger knows
PLACE_CONTEXT_BEFORE = later(
    r"(?<!\w)(?:в|во|на|из|под|близ|около|вблизи|возле|через|до|от|к|ко|по|за|у|и|или|между|жител[а-я]+|территори[а-я]+|власт[а-я]+"
    r"|мэр[а-я]*|север[а-я]*|юг[а-я]*|восток[а-я]*|запад[а-я]*|окрестност[а-я]+|берег[а-я]*|центр[а-я]*|населени[а-я]+"
    r"|граница|границ[а-я]+|губернатор[а-я]*|аким[а-я]*|хоким[а-я]*|уроженец|уроженк[а-я]+)\s+(?:[а-я]+(?:ом|ой|ого|их|ую)\s+)?$|[,(]\s?$",
    re.IGNORECASE,
)
LANDFORM = later(
    r"(?:гор|озер|лес|хреб|перевал|ущель|рек|остров|пустын|степ|бухт|кос|лиман|архипелаг|плато|равнин|нагорь|котловин|оазис"
    r"|площад|бульвар|проспект|набережн|шоссе|улиц"
    r"|пик|ледник|порог|пляж|берег|поле|пол[яю]|низменност|возвышенност|горы|анклав)[а-я]*"
)
INDECLINABLE = later(r"[оеиуюыэ]$")
CAPITALISED_AFTER = later(r" ([А-Я][а-я]+(?:-[А-Я][а-я]+)?)(?![\w-])")
LOWER_AFTER = later(r"\s+([а-я]{3,})(?![\w-])")
LATIN_NEIGHBOUR = (re.compile(r"[A-Z][\w&']* (?:(?:of|de|the|for|al|and) )?$"), re.compile(r" [A-Z]\w*"))
LATIN = later(r"[A-Za-z]")
#: abbreviations of organizations that are the names of places as well
ORGANIZATIONS = frozenset(("ГУАМ", "GUAM"))
#: English names that people bear as well
ENGLISH_PERSONAL = frozenset(
    ("jordan", "chad", "sofia", "victoria", "georgia", "israel", "austin", "charlotte", "florence")
)
#: sure names of cities that are common given names
ENGLISH_NAMES = frozenset(("mary",))
#: `КазИнфоЦентр`, `Украинская Сторона`, `/Корр.`
CAMEL = later(r"[а-я][А-Я]")
SIDE = later(r" Сторон[а-я]{0,3}$")
SIGNATURE = later(r"/\s?$")
CAPITALS_BEFORE = later(r"(?<!\w)[А-Я]+ $")
NAME_SHAPE = later(r"[\w'. -]*[^\W\d]")
CYRILLIC = later(r"[А-Яа-я]")
LETTERS = later(r"[^\W\d_]")
LOC_WORD = later(r"[А-ЯЁA-Z][^\s]*")
CAPITALISED_BEFORE = later(r"(?<![\w-])([А-Я][а-я]+) $")
#: an unknown name after these is a building's: `аэропорт Манас`
BUILDING_BEFORE = later(
    r"(?<!\w)(?:аэропорт|вокзал|метро|парк|храм|собор|монастыр|замк|замок|двор(?:ец|ц)|музе|театр|университет|институт|больниц"
    r"|госпитал|школ|тюрьм|лагер|завод|рынок|рынк|комплекс|центр|резиденци)[а-я]*\s+$",
    re.IGNORECASE,
)
#: capitals by a name that the state gave them for some years, and its forms
RENAMED_CAPITALS = {"Астана": ("Нур-Султан", later(r"(?:нур|nur)[ -]{0,3}(?:султан|sultan)", re.IGNORECASE))}
