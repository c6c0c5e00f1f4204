"""What people read for the closed values of a record, in Russian and English."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Lang: TypeAlias = Literal["ru", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)

#: group -> value -> (Russian, English)
LABELS: dict[str, dict[str, tuple[str, str]]] = {
    "force": {
        "decision": ("решение", "decision"),
        "agreement": ("договорённость", "agreement"),
        "pledge": ("обязательство", "pledge"),
        "reaffirmation": ("подтверждение", "reaffirmation"),
        "plan": ("план", "plan"),
        "proposal": ("предложение", "proposal"),
    },
    "commitment_status": {
        "reported": ("в пересказе", "reported"),
        "quoted": ("прямая речь", "quoted"),
        "operative": ("постановляющая часть", "operative part"),
        "preambular": ("преамбула", "preamble"),
    },
    "specific": {
        "deadline": ("срок", "deadline"),
        "quantity": ("количество", "quantity"),
        "instrument": ("документ", "instrument"),
        "executor": ("исполнитель", "executor"),
    },
    "event_type": {
        "meeting": ("встреча", "meeting"),
        "call": ("звонок", "call"),
        "visit": ("визит", "visit"),
        "session": ("заседание", "session"),
        "summit": ("саммит", "summit"),
        "conference": ("конференция", "conference"),
        "operation": ("операция", "operation"),
        "exercise": ("учения", "exercise"),
        "adoption": ("принятие документа", "adoption"),
        "statement": ("заявление", "statement"),
    },
    "event_status": {
        "held": ("состоялось", "held"),
        "ongoing": ("идёт", "ongoing"),
        "planned": ("намечено", "planned"),
        "postponed": ("перенесено", "postponed"),
        "cancelled": ("отменено", "cancelled"),
    },
    "mode": {
        "in_person": ("очно", "in person"),
        "video": ("видеосвязь", "video"),
        "phone": ("телефон", "phone"),
        "hybrid": ("очно и по видеосвязи", "hybrid"),
    },
    "role": {
        "chair": ("председатель", "chair"),
        "host": ("принимающая сторона", "host"),
        "speaker": ("выступающий", "speaker"),
        "signatory": ("подписавший", "signatory"),
        "participant": ("участник", "participant"),
    },
    "basis": {
        "stated": ("названо в тексте", "stated"),
        "resolved": ("понято из текста", "resolved"),
        "inferred": ("выведено", "inferred"),
    },
    "date_basis": {
        "stated": ("указано в тексте", "stated"),
        "text": ("год из текста", "year from the text"),
        "metadata": ("по дате публикации", "from the publication date"),
        "dateline": ("по дате в начале сообщения", "from the dateline"),
        "none": ("год неизвестен", "year unknown"),
    },
    "published_basis": {
        "metadata": ("метаданные", "metadata"),
        "option": ("задано при запуске", "given for the run"),
        "page": ("страница", "page"),
        "url": ("адрес страницы", "page address"),
    },
    "language": {"ru": ("русский", "Russian"), "en": ("английский", "English")},
    "mention_type": {
        "date": ("дата", "date"),
        "place": ("место", "place"),
        "person": ("лицо", "person"),
        "position": ("должность", "position"),
        "organization": ("организация", "organization"),
        "document": ("документ", "document"),
    },
    "report_kind": {
        "drafted": ("подготовлено", "drafted"),
        "submitted": ("внесено", "submitted"),
        "endorsed": ("проект одобрен", "draft endorsed"),
        "adopted": ("принято", "adopted"),
        "signed": ("подписано", "signed"),
        "implemented": ("выполнено", "implemented"),
        "reviewed": ("рассмотрено", "reviewed"),
        "reported": ("доложено", "reported"),
        "postponed": ("перенесено", "postponed"),
    },
    "thread_state": {
        "done": ("выполнено", "done"),
        "underway": ("в работе", "under way"),
        "postponed": ("отложено", "put off"),
        "not_done": ("не выполнено", "not done"),
        "open": ("без вестей", "no news"),
    },
    "due_status": {
        "overdue": ("срок прошёл", "overdue"),
        "due": ("срок близко", "due"),
        "silent": ("больше не упоминалось", "never mentioned again"),
    },
    "new_status": {
        "promise": ("новое", "new"),
        "restated": ("повторено", "restated"),
        "report": ("что сделано", "report"),
        "event": ("событие", "event"),
        "outcome": ("исход", "outcome"),
    },
    "topic": {
        "drugs": ("наркотики", "drugs"),
        "drugs.cultivation": ("наркотики: выращивание", "drugs: cultivation"),
        "drugs.synthetics": ("наркотики: синтетические", "drugs: synthetics"),
        "drugs.precursors": ("наркотики: прекурсоры", "drugs: precursors"),
        "drugs.trafficking": ("наркотики: незаконный оборот", "drugs: trafficking"),
        "drugs.online_trade": ("наркотики: торговля в сети", "drugs: online trade"),
        "drugs.prevention": ("наркотики: профилактика", "drugs: prevention"),
        "drugs.treatment": ("наркотики: лечение", "drugs: treatment"),
        "money_laundering": ("отмывание денег", "money laundering"),
        "cyber": ("информационная безопасность", "cyber"),
        "terrorism": ("терроризм", "terrorism"),
        "organized_crime": ("организованная преступность", "organized crime"),
        "public_health": ("здравоохранение", "public health"),
        "migration": ("миграция", "migration"),
        "security": ("безопасность", "security"),
        "economy": ("экономика", "economy"),
        "humanitarian": ("гуманитарное сотрудничество", "humanitarian"),
        "other": ("другое", "other"),
    },
    "verdict": {
        "accept": ("верно", "accepted"),
        "reject": ("отклонено", "rejected"),
        "correct": ("исправлено", "corrected"),
    },
    "review_field": {
        "force": ("вид", "force"),
        "status": ("состояние", "status"),
        "negated": ("отрицание", "negated"),
        "action": ("что", "action"),
        "actors": ("кто", "actors"),
        "addressees": ("кому", "addressees"),
        "partners": ("с кем", "partners"),
        "deadline": ("срок", "deadline"),
        "timeframe": ("период", "timeframe"),
        "topics": ("темы", "topics"),
        "type": ("тип", "type"),
        "mode": ("форма", "mode"),
        "name": ("название", "name"),
        "number": ("номер", "number"),
        "dates": ("даты", "dates"),
        "places": ("места", "places"),
        "participants": ("участники", "participants"),
        "organizations": ("организации", "organizations"),
        "text": ("слова", "words"),
        "value": ("значение", "value"),
    },
    "tier": {
        "ready": ("готово", "ready"),
        "check": ("проверить", "to check"),
        "rejected": ("отклонено", "rejected"),
    },
    "stage": {
        "events": ("события", "events"),
        "commitments": ("обязательства", "commitments"),
        "dates": ("даты", "dates"),
        "places": ("места", "places"),
        "organizations": ("организации", "organizations"),
        "persons": ("лица", "persons"),
        "documents": ("документы", "documents"),
        "analysis": ("разбор", "analysis"),
    },
    "refusal": {
        "needs person": ("не видно, с кем или кто из лиц", "no person beside it"),
        "needs document": ("не назван документ", "no document beside it"),
        "needs phone": ("не сказано, что по телефону", "nothing says that it was by phone"),
        "needs video": ("не сказано, что по видеосвязи", "nothing says that it was by video"),
        "needs place": ("не названо место", "no place beside it"),
        "needs object": ("не назван объект", "no object beside it"),
        "needs with": ("не сказано, с кем", "nothing says with whom"),
        "needs plural": ("один участник", "one side only"),
        "points to no event of the text": ("отсылка без события в тексте", "points to no event of the text"),
        "proposed, hypothetical or negated": (
            "предложено, предполагается или отрицается",
            "proposed, hypothetical or negated",
        ),
        "a promise, told as a commitment": ("обещание: учтено как обязательство", "a promise, told as a commitment"),
        "general, no single happening": ("вообще, не отдельное событие", "general, no single happening"),
        "a speech at an event, or not the news itself": (
            "выступление на событии или не сама новость",
            "a speech at an event, or not the news itself",
        ),
        "a future that nobody of the text brings about": (
            "будущее, которое никто из названных не совершает",
            "a future that nobody of the text brings about",
        ),
        "nobody is asked to do it": ("ни к кому не обращено", "nobody is asked to do it"),
        "no action": ("не названо действие", "no action"),
        "conditional": ("условное наклонение", "conditional"),
        "a question": ("вопрос", "a question"),
        "denied": ("отрицается", "denied"),
        "an expectation": ("ожидание", "an expectation"),
        "a relative clause": ("придаточное определение", "a relative clause"),
        "only an event": ("только событие", "only an event"),
        "no action noun": ("нет слова действия", "no action noun"),
        "a condition": ("условие", "a condition"),
    },
    "word": {
        "yes": ("да", "yes"),
        "year_unknown": ("год неизвестен", "year unknown"),
        "day_unknown": ("день неизвестен", "day unknown"),
        "quarter": ("квартал", "quarter of"),
        "half_year": ("полугодие", "half of"),
        "by_context": ("по контексту", "from context"),
        "restates": ("о том же", "same action as"),
        "translation_force": ("в переводе", "in the translation"),
        "responds_to": ("ответ на", "answers"),
        "also_told": ("упомянуто ещё раз", "told again"),
    },
}

#: headings (Russian, English) and widths of the columns that hold what readers said, after the tier
REVIEW_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("Надёжность", "Tier", 12),
    ("Вердикт", "Verdict", 13),
    ("Исправления", "Corrections", 30),
    ("Заметка", "Reviewer's note", 30),
    ("Исход", "Outcome", 18),
    ("Проверил", "Reviewed by", 14),
    ("Проверено", "Reviewed on", 12),
)

_MONTHS_RU = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"
_MONTHS_EN = "January February March April May June July August September October November December"
MONTHS: dict[Lang, list[str]] = {"ru": _MONTHS_RU.split(), "en": _MONTHS_EN.split()}


def label(group: str, value: str | None, lang: Lang) -> str:
    """Words for `value`; a value without a label (a user's own topic) stands for itself."""
    if value is None:
        return ""
    found = LABELS[group].get(value)
    return found[LANGS.index(lang)] if found else value.replace("_", " ")
