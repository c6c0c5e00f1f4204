// Events: what happened or is planned, when, where, with whom.

import { h, join, LazyList, replace } from "./dom.js";
import { data, dayOf, documentOf, documentTitle, entityName, eventKind, label, t } from "./data.js";
import { citeButton, day, eventLink, fact, missing, origin, party, quote, row, textLink, tierMark, value, verdictButtons, verdictLine } from "./parts.js";
import { corrected, tierOf } from "./review.js";
import { legend, reviewFilter } from "./commitments.js";
import { Filters } from "./filters.js";

/** Commitments that an event names before it only counts them. */
const SOME = 4;
const TYPES = Object.keys(data.labels.event_type);

const names = (e) => (e.parties ?? []).flatMap((p) => [entityName(p.e), entityName(p.of), p.words]).filter(Boolean);

const eventFilters = () =>
  new Filters([
    { name: "type", kind: "chips", title: t("type"), values: TYPES, words: (v) => label("event_type", v), of: (e) => [corrected(e, "type") ?? e.type] },
    { name: "q", kind: "text", title: t("search"), test: (e, q) => haystack(e).includes(q) },
    { name: "status", kind: "select", title: t("status"), values: Object.keys(data.labels.event_status), words: (v) => label("event_status", v), of: (e) => [corrected(e, "status") ?? e.status] },
    { name: "who", kind: "names", title: t("who"), of: names },
    { name: "body", kind: "names", title: t("bodies"), of: (e) => (e.bodies ?? []).map(entityName) },
    { name: "place", kind: "names", title: t("where"), of: (e) => (e.places ?? []).map(entityName) },
    { name: "topic", kind: "select", title: t("topic"), words: (v) => label("topic", v), of: (e) => (e.topics ?? []).flatMap((x) => [x, x.split(".")[0]]) },
    { name: "tier", kind: "select", title: t("tier"), values: Object.keys(data.labels.tier), words: (v) => label("tier", v), of: (e) => [tierOf(e)] },
    reviewFilter(),
    { name: "doc", kind: "names", title: t("document"), of: (e) => [documentTitle(documentOf(e))] },
  ]);

function haystack(e) {
  e.words_ ??= [e.text, e.name, ...names(e), ...(e.places ?? []).map(entityName), ...(e.bodies ?? []).map(entityName), documentTitle(documentOf(e))]
    .filter(Boolean).join("\n").toLowerCase().replaceAll("ё", "е");
  return e.words_;
}

export function events(view, params, go) {
  const filters = eventFilters();
  const list = h("div.rows");
  const count = h("p.count", { "aria-live": "polite" });
  const sort = h("select", { "aria-label": t("sort") }, ["document", "date"].map((v) => h("option", { value: v, selected: v === params.get("sort") }, t(`sort_${v}`))));
  const draw = () => {
    const shown = filters.apply(data.events);
    if (sort.value === "date") shown.sort((a, b) => (dayOf(b)[0] ?? "").localeCompare(dayOf(a)[0] ?? "") || a.n - b.n);
    replace(count, h("b", null, shown.length), ` ${t("of")} ${data.events.length}`);
    view.list = new LazyList(list, shown, eventRow);
    if (!shown.length) list.prepend(h("p.empty", null, t(data.events.length ? "nothing_filtered" : "nothing")));
    filters.counts(data.events);
  };
  filters.load(params);
  filters.onchange = () => { go(filters.save(params)); draw(); };
  sort.onchange = () => { params.set("sort", sort.value); go(params); draw(); };
  replace(view, h("div.with-filters", null,
    filters.element(data.events),
    h("div.main", null, h("div.toolbar", null, count, h("label.sort", null, `${t("sort")} `, sort), legend()), list)));
  draw();
}

/** Who took part: name, post, whom they stand for, role beyond taking part. */
function participant(p) {
  const details = join([p.post, p.of !== undefined && entityName(p.of), p.role && p.role !== "participant" && h("em", null, label("role", p.role))], ", ");
  return h("li", null, party(p), details.length > 0 && h("span.posts", null, ", ", details));
}

export function eventRow(e) {
  return row(e, (refresh) => [
    h("div.rail", null,
      h("span.kind", null, value(e, "type", label("event_type", e.type))),
      h(`span.how.status-${e.status}`, null, value(e, "status", label("event_status", e.status))),
      tierMark(e)),
    h("div.body", null,
      h("p.what", null,
        h("span.action", null, value(e, "name", eventKind(e))),
        " ",
        h("span.when", null, value(e, "dates", (e.dates ?? []).length ? join(e.dates.map(day), ", ") : missing(t("undated")))),
        (e.places ?? []).length > 0 && [", ", h("span.place", null, value(e, "places", e.places.map(entityName).join(", ")))]),
      (e.parties ?? []).length ? h("ul.people", null, e.parties.map(participant)) : null,
      corrected(e, "participants") !== undefined && h("p", null, h("ins.reviewed", null, corrected(e, "participants"))),
      quote(e),
      verdictLine(e),
      h("footer", null, join([origin(e), citeButton(e)]))),
    h("dl.facts", null,
      fact(t("bodies"), value(e, "organizations", (e.bodies ?? []).map(entityName).join("; "))),
      fact(t("papers"), (e.papers ?? []).map(entityName).join("; ")),
      fact(t("mode"), value(e, "mode", label("mode", e.mode))),
      e.within !== undefined && fact(t("within"), eventLink(e.within)),
      (e.made ?? []).length > 0 && fact(t("made"), h("ul.short", null,
        e.made.slice(0, SOME).map((n) => data.commitments[n]).map((c) => h("li", null, h("a", { href: textLink(c), title: c.action }, `${label("force", c.force)}: ${c.action}`))),
        e.made.length > SOME && h("li.aside", null, `+ ${e.made.length - SOME}`))),
      (e.tellings ?? []).length > 0 && fact(t("tellings"), e.tellings.length),
      fact(t("topics"), value(e, "topics", (e.topics ?? []).map((x) => label("topic", x)).join("; ")))),
    verdictButtons(e, refresh),
  ]);
}
