// Events and deadlines by date: a chart, and the same as a list.

import { axisX, axisY, dot, gridX, plot, ruleX, ruleY, tip, pointer } from "@observablehq/plot";
import { h, join, LazyList, replace } from "./dom.js";
import { data, dayWords, documentOf, documentTitle, entityName, eventKind, firstDay, label, lastDay, t, today } from "./data.js";
import { day, parties, textLink } from "./parts.js";
import { reportTitle } from "./reports.js";
import { corrected, tierOf } from "./review.js";

const DAY = 86400000;

/** Everything with a date, and what has none: [{ item, kind, first, last, edtf }]. */
function points() {
  const found = [];
  for (const e of data.events) {
    if (tierOf(e) === "rejected") continue;
    const dates = corrected(e, "dates") !== undefined ? corrected(e, "dates").split(";").map((x) => [x.trim(), "", "stated"]).filter(([x]) => x) : e.dates ?? [];
    if (!dates.length) found.push({ item: e, lane: e.type, date: null, first: null });
    for (const date of dates) found.push({ item: e, lane: e.type, date, ...range(date[0]) });
  }
  for (const c of data.commitments) {
    if (c.hidden || tierOf(c) === "rejected") continue;
    const right = corrected(c, "deadline");
    const date = right === undefined ? c.deadline : right ? [right, "", "stated"] : null;
    if (date) found.push({ item: c, lane: "deadline", date, ...range(date[0]) });
  }
  // an act that is an event stands there as one already
  for (const r of data.reports) if (r.date && r.event === undefined && !r.negated) found.push({ item: r, lane: "done", date: r.date, ...range(r.date[0]) });
  return found;
}

const isDay = (words) => (/^\d{4}-\d\d-\d\d$/.test(words) ? words : null);
const range = (edtf) => ({ first: firstDay(edtf) ?? lastDay(edtf) ?? isDay(edtf), last: lastDay(edtf) ?? firstDay(edtf) ?? isDay(edtf) });

const laneWords = (lane) => (lane === "deadline" ? t("deadlines") : lane === "done" ? t("done") : label("event_type", lane));
const title = (p) => (p.item.kind === "event" ? eventKind(p.item) : p.item.kind === "report" ? reportTitle(p.item) : `${label("force", p.item.force)}: ${p.item.action}`);

export function timeline(view, params, go) {
  const all = points();
  const dated = all.filter((p) => p.first);
  const years = [...new Set(dated.map((p) => p.first.slice(0, 4)))].sort();
  const from = h("select", { "aria-label": t("when") }, h("option", { value: "" }, t("all")), years.map((y) => h("option", { value: y, selected: y === params.get("year") }, y)));
  const lane = h("select", { "aria-label": t("type") }, h("option", { value: "" }, t("all")), [...new Set(all.map((p) => p.lane))].map((v) => h("option", { value: v, selected: v === params.get("lane") }, laneWords(v))));
  const sort = h("select", { "aria-label": t("sort") }, ["date", "old"].map((v) => h("option", { value: v, selected: v === params.get("sort") }, t(`sort_${v}`))));
  const chart = h("figure.chart");
  const list = h("div.rows.chronicle");
  const count = h("p.count", { "aria-live": "polite" });

  const draw = () => {
    const fits = (p) => (!lane.value || p.lane === lane.value) && (!from.value || (p.first && p.first.slice(0, 4) <= from.value && p.last.slice(0, 4) >= from.value));
    const shown = all.filter(fits);
    const by = sort.value === "old" ? 1 : -1;
    const ordered = [...shown].sort((a, b) => (a.first ? 0 : 1) - (b.first ? 0 : 1) || by * (a.first ?? "").localeCompare(b.first ?? "") || (a.date ? 0 : 1) - (b.date ? 0 : 1));
    replace(count, h("b", null, shown.length), ` ${t("of")} ${all.length}`);
    drawChart(chart, shown.filter((p) => p.first), from.value);
    let last = null;
    view.list = new LazyList(list, ordered.map((p) => {
      const heading = p.first ? p.first.slice(0, 7) : p.date ? t("year_unknown_list") : t("no_date");
      const isNew = heading !== last;
      last = heading;
      return [p, isNew ? heading : null];
    }), ([p, heading]) => pointRow(p, heading), 80);
    if (!shown.length) list.prepend(h("p.empty", null, t("nothing_filtered")));
  };
  for (const [name, select] of [["year", from], ["lane", lane], ["sort", sort]]) {
    select.onchange = () => { select.value ? params.set(name, select.value) : params.delete(name); go(params); draw(); };
  }
  view.resize = () => drawChart(chart, all.filter((p) => p.first && (!lane.value || p.lane === lane.value) && (!from.value || (p.first.slice(0, 4) <= from.value && p.last.slice(0, 4) >= from.value))), from.value);
  replace(view, h("div.main", null, h("p.intro", null, t("timeline_intro")),
    h("div.toolbar", null, count, h("label", null, `${t("when")} `, from), h("label", null, `${t("type")} `, lane), h("label.sort", null, `${t("sort")} `, sort)), chart, list));
  draw();
}

/** Rare dates far off would squeeze the rest: the axis spans the middle of the data unless a year is chosen. */
function domain(points, year) {
  if (year) return [new Date(`${year}-01-01`), new Date(`${year}-12-31`)];
  const days = points.map((p) => Date.parse(p.first)).sort((a, b) => a - b);
  const ends = points.map((p) => Date.parse(p.last)).sort((a, b) => a - b);
  const at = (list, q) => list[Math.min(list.length - 1, Math.floor(q * list.length))];
  const [low, high] = days.length > 40 ? [at(days, 0.02), at(ends, 0.98)] : [days[0], ends[ends.length - 1]];
  const margin = Math.max((high - low) * 0.03, 5 * DAY);
  return [new Date(low - margin), new Date(high + margin)];
}

function drawChart(figure, points, year) {
  figure.textContent = "";
  if (!points.length) return;
  const [low, high] = domain(points, year);
  const visible = points
    .map((p) => ({ ...p, x1: new Date(p.first), x2: new Date(Math.max(Date.parse(p.last), Date.parse(p.first))), lane: laneWords(p.lane), isDue: p.lane === "deadline" }))
    .filter((p) => p.x2 >= low && p.x1 <= high);
  const lanes = [...new Set(visible.map((p) => p.lane))];
  const middle = (p) => new Date((Math.max(p.x1, low) + Math.min(p.x2, high)) / 2);
  const spans = visible.filter((p) => p.x2 - p.x1 > DAY);
  const width = Math.max(320, figure.clientWidth || 900);
  const narrow = width < 600;
  const svg = plot({
    width,
    height: lanes.length * 34 + 60,
    marginLeft: narrow ? 96 : 150,
    marginRight: 16,
    style: { background: "transparent", fontFamily: "inherit", fontSize: "12px" },
    x: { domain: [low, high], type: "utc", label: null },
    y: { domain: lanes, label: null, type: "point" },
    marks: [
      gridX({ strokeOpacity: 0.12 }),
      axisX({ ticks: narrow ? 4 : 8, tickFormat: (d) => (high - low > 3 * 365 * DAY ? String(d.getUTCFullYear()) : monthAndYear(d)) }),
      axisY({ tickSize: 0 }),
      Date.parse(today()) > low && Date.parse(today()) < high ? ruleX([new Date(today())], { stroke: "var(--accent)", strokeDasharray: "3 3" }) : null,
      ruleY(spans, { x1: (p) => new Date(Math.max(p.x1, low)), x2: (p) => new Date(Math.min(p.x2, high)), y: "lane", stroke: (p) => (p.isDue ? "var(--due)" : "var(--ink-soft)"), strokeWidth: 5, strokeOpacity: 0.3, strokeLinecap: "round" }),
      dot(visible, { x: middle, y: "lane", r: 4.5, fill: (p) => (p.isDue ? "var(--due)" : "var(--accent)"), fillOpacity: (p) => (p.item.status === "planned" ? 0 : 0.55), stroke: (p) => (p.isDue ? "var(--due)" : "var(--accent)"), href: (p) => textLink(p.item), ariaLabel: (p) => `${dayWords(p.date[0])}: ${title(p)}` }),
      tip(visible, pointer({ x: middle, y: "lane", maxRadius: 24, lineWidth: 34, fill: "var(--paper)", stroke: "var(--line-strong)", title: (p) => `${dayWords(p.date[0])}\n${title(p)}\n${documentTitle(documentOf(p.item))}`.slice(0, 300) })),
    ],
  });
  figure.append(svg);
}

const monthAndYear = (d) => `${String(d.getUTCMonth() + 1).padStart(2, "0")}.${d.getUTCFullYear()}`;

function monthWords(heading) {
  const found = /^(\d{4})-(\d\d)$/.exec(heading);
  return found ? `${data.months[document.documentElement.lang][Number(found[2]) - 1]} ${found[1]}` : heading;
}

function pointRow(p, heading) {
  const isDue = p.lane === "deadline";
  const line = h("article.item.point", { tabindex: "-1", class: isDue ? "due" : "" },
    h("div.rail", null, p.date ? day(p.date) : h("span.missing", null, t("undated"))),
    h("div.body", null,
      h("p.what", null, isDue && h("span.tag.due", null, t("deadline")), p.lane === "done" && h("span.tag", null, t("done")), h("a", { href: textLink(p.item) }, title(p)),
        isDue && (p.item.actors ?? []).length > 0 && [" — ", parties(p.item.actors)],
        p.item.status && p.item.status !== "held" && !isDue && h("span.how", null, ` ${label("event_status", p.item.status)}`),
        !isDue && (p.item.places ?? []).length > 0 && `, ${p.item.places.map(entityName).join(", ")}`),
      h("p.from", null, join([!isDue && (p.item.parties ?? []).length > 0 && [parties(p.item.parties.slice(0, 6)), p.item.parties.length > 6 ? " …" : ""], documentTitle(documentOf(p.item))]))));
  line.item = p.item;
  line.refresh = () => {};
  return heading ? h("section", null, h("h3", null, monthWords(heading)), line) : line;
}
