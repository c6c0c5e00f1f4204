"""A record as a page for the terminal: events and commitments, each with its quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from extract.write.labels import Lang
from extract.write.view import DateView, View, clean, day_words
from schemas import Commitment, Event, Record

_HEADINGS: dict[Lang, dict[str, str]] = {
    "ru": {
        "events": "События",
        "commitments": "Обязательства",
        "no_events": "Событий не найдено.",
        "no_commitments": "Обязательств не найдено.",
        "published": "опубликовано",
        "undated": "дата публикации неизвестна",
        "who": "кто",
        "where": "где",
        "organizations": "организации",
        "documents": "документы",
        "within": "в рамках",
        "actors": "кто",
        "addressees": "кому",
        "partners": "с кем",
        "deadline": "срок",
        "timeframe": "период",
        "attributed": "чьи слова",
        "event": "событие",
        "target": "о событии",
        "topics": "темы",
        "translation": "перевод",
        "restates": "о том же",
        "negated": "отрицание",
        "when": "когда",
    },
    "en": {
        "events": "Events",
        "commitments": "Commitments",
        "no_events": "No events found.",
        "no_commitments": "No commitments found.",
        "published": "published",
        "undated": "publication date unknown",
        "who": "who",
        "where": "where",
        "organizations": "bodies",
        "documents": "documents",
        "within": "within",
        "actors": "who",
        "addressees": "asked of",
        "partners": "with",
        "deadline": "deadline",
        "timeframe": "period",
        "attributed": "words of",
        "event": "event",
        "target": "about event",
        "topics": "topics",
        "translation": "translation",
        "restates": "same action",
        "negated": "negated",
        "when": "when",
    },
}


def page(record: Record, *, lang: Lang = "ru") -> RenderableType:
    """Everything `kommunike show` prints for one record."""
    return Group(*_Page(View(record, lang), _HEADINGS[lang]).parts())


def render(content: RenderableType, *, width: int = 100) -> str:
    """`content` as plain text."""
    console = Console(width=width, color_system=None, force_terminal=False, markup=False, emoji=False, highlight=False)
    with console.capture() as capture:
        console.print(content)
    # padding fills lines up to the width
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


class _Page:
    def __init__(self, view: View, headings: dict[str, str]) -> None:
        self._view = view
        self._words = headings

    def parts(self) -> Iterator[RenderableType]:
        view, source = self._view, self._view.record.document
        yield Text(clean(source.id), style="bold")
        published = (
            f"{self._words['published']} {day_words(source.published, view.lang)}"
            if source.published
            else self._words["undated"]
        )
        about = (source.title, source.publisher, published, source.url)
        yield Text(" · ".join(clean(part) for part in about if part), style="dim")
        yield from self._section("events", (self._event(item) for item in view.record.events))
        other, hidden = view.translations()
        shown = [item for item in view.record.commitments if item.id not in hidden]
        yield from self._section("commitments", (self._commitment(item, other.get(item.id)) for item in shown))

    def _section(self, name: str, items: Iterable[RenderableType]) -> Iterator[RenderableType]:
        blocks = list(items)
        heading = f"{self._words[name]} ({len(blocks)})" if blocks else self._words[name]
        yield Text("")
        yield Rule(Text(heading, style="bold"), align="left", style="dim", characters="─")
        if not blocks:
            yield Text(self._words[f"no_{name}"], style="dim")
        yield from blocks

    def _event(self, item: Event) -> RenderableType:
        view = self._view
        title = Text()
        title.append(f"{item.id} ", style="dim")
        title.append(view.event_kind(item), style="bold cyan")
        title.append(f" · {view.label('event_status', item.status)}")
        if item.mode and item.mode != "in_person":
            title.append(f" · {view.label('mode', item.mode)}")
        return self._block(
            title,
            view.quote(item.trigger),
            {
                "when": "; ".join(self._day(view.date(entity)) for entity in item.dates),
                "where": view.names(item.places),
                "who": view.participants(item),
                "organizations": view.names(item.organizations),
                "documents": view.names(item.documents),
                "within": view.event_title(item.within),
                "topics": view.labels("topic", item.topics),
            },
        )  # fmt: skip

    def _commitment(self, item: Commitment, other: Commitment | None) -> RenderableType:
        view = self._view
        title = Text()
        title.append(f"{item.id} ", style="dim")
        title.append(view.label("force", item.force), style="bold green")
        if item.negated:
            title.append(f" · {self._words['negated']}", style="red")
        title.append(f" · {view.label('commitment_status', item.status)}")
        actors = view.parties(item.actors)
        restated = view.commitments.get(item.restates) if item.restates else None
        return self._block(
            title,
            clean(item.clause.text),
            {
                "actors": actors,
                "addressees": view.parties(item.addressees),
                "partners": view.parties(item.partners),
                "deadline": self._day(view.deadline(item)),
                "timeframe": self._day(view.timeframe(item)),
                "attributed": view.full_name(item.attributed_to),
                "event": view.event_title(item.event),
                "target": view.event_title(item.target_event),
                "topics": view.labels("topic", item.topics),
                "restates": f"{restated.id} ({view.label('force', restated.force)})" if restated else "",
                "translation": f"«{clean(other.clause.text)}»" if other else "",
            },
            strong=clean(item.action.text),
        )

    def _day(self, day: DateView) -> str:
        if not day.edtf:
            return ""
        return _bracketed(day_words(day.edtf, self._view.lang), f"«{day.written}»" if day.written else "", day.basis)

    def _block(self, title: Text, quote: str, facts: dict[str, str], *, strong: str = "") -> RenderableType:
        words = Text(f"«{quote}»", style="italic")
        if strong:
            words.highlight_words([strong], style="bold")
        lines: list[RenderableType] = [Text(""), title, Padding(words, (0, 0, 0, 3))]
        for name, value in facts.items():
            if value:
                line = Text()
                line.append(f"{self._words[name]}: ", style="dim")
                line.append(clean(value))
                lines.append(Padding(line, (0, 0, 0, 3)))
        return Group(*lines)


def _bracketed(name: str, *details: str | None) -> str:
    inside = ", ".join(filter(None, details))
    return f"{name} ({inside})" if inside else name
