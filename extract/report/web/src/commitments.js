// The first section: commitments beside their quotes.

import { h, join, LazyList, replace } from "./dom.js";
import { data, dayOf, dayWords, documentOf, documentTitle, entityName, isWeak, label, lastDay, t, today } from "./data.js";
import { citeButton, day, eventLink, fact, missing, openLink, origin, parties, quote, row, textLink, tierMark, value, verdictButtons, verdictLine } from "./parts.js";
import { corrected, tierOf, verdictOf } from "./review.js";
import { reportTitle } from "./reports.js";
import { Filters } from "./filters.js";
import { threadLink, threadOf, threadState } from "./threads.js";

const FORCES = Object.keys(data.labels.force);
const partyNames = (list) => (list ?? []).flatMap((p) => [entityName(p.e), p.words]).filter(Boolean);

export function deadlineState(item) {
  const edtf = corrected(item, "deadline") ?? item.deadline?.[0];
  if (!edtf) return "none";
  const last = lastDay(edtf) ?? (/^\d{4}-\d\d-\d\d$/.test(edtf) ? edtf : null);
  return last && last < today() ? "past" : "ahead";
}

const DEADLINES = {
  any: (state) => state !== "none",
  past: (state) => state === "past",
  ahead: (state) => state === "ahead",
  none: (state) => state === "none",
};

/** Keeps what a filter chooses; each knows how to test an item. */
export const commitmentFilters = () =>
  new Filters([
    { name: "force", kind: "chips", title: t("force"), values: FORCES, words: (v) => label("force", v), of: (c) => [corrected(c, "force") ?? c.force] },
    { name: "q", kind: "text", title: t("search"), test: (c, q) => haystack(c).includes(q) },
    { name: "who", kind: "names", title: t("who"), of: (c) => partyNames(c.actors) },
    { name: "to", kind: "names", title: t("to_whom"), of: (c) => partyNames(c.addressees) },
    { name: "do", kind: "names", title: t("responsible"), of: (c) => (c.responsible ?? []).map(entityName) },
    { name: "topic", kind: "select", title: t("topic"), words: (v) => label("topic", v), of: (c) => (c.topics ?? []).flatMap((x) => [x, x.split(".")[0]]) },
    {
      name: "due", kind: "select", title: t("deadline"), values: Object.keys(DEADLINES),
      words: (v) => t({ any: "any_deadline", past: "overdue", ahead: "upcoming", none: "no_deadline" }[v]),
      of: (c) => Object.keys(DEADLINES).filter((v) => DEADLINES[v](deadlineState(c))),
    },
    { name: "tier", kind: "select", title: t("tier"), values: Object.keys(data.labels.tier), words: (v) => label("tier", v), of: (c) => [tierOf(c)] },
    reviewFilter(),
    { name: "doc", kind: "names", title: t("document"), of: (c) => [documentTitle(documentOf(c))] },
    { name: "pub", kind: "select", title: t("publisher"), of: (c) => [documentOf(c).publisher].filter(Boolean) },
    { name: "said", kind: "select", title: t("how_said"), values: Object.keys(data.labels.commitment_status), words: (v) => label("commitment_status", v), of: (c) => [c.status] },
  ]);

export const reviewFilter = () => ({
  name: "checked", kind: "select", title: t("reviewed"), values: ["unreviewed", ...Object.keys(data.labels.verdict)],
  words: (v) => (v === "unreviewed" ? t("unreviewed") : label("verdict", v)),
  of: (c) => [verdictOf(c)?.verdict || "unreviewed"],
});

function haystack(c) {
  c.words_ ??= [c.text, c.action, c.theme, c.by, ...partyNames(c.actors), ...partyNames(c.addressees), documentTitle(documentOf(c)), c.id]
    .filter(Boolean).join("\n").toLowerCase().replaceAll("ё", "е");
  const verdict = verdictOf(c);
  return verdict ? `${c.words_}\n${[verdict.note, verdict.outcome, ...Object.values(verdict.corrections ?? {})].join("\n").toLowerCase()}` : c.words_;
}

/** What is due next comes first, then what is past, the latest first, then what has no deadline. */
function deadlineKey(c) {
  const last = c.deadline && lastDay(c.deadline[0]);
  if (!last) return [2, 0];
  return last >= today() ? [0, Date.parse(last)] : [1, -Date.parse(last)];
}

const SORTS = {
  document: null,
  date: (a, b) => (dayOf(b)[0] ?? "").localeCompare(dayOf(a)[0] ?? "") || a.n - b.n,
  deadline: (a, b) => {
    const [x, y] = [deadlineKey(a), deadlineKey(b)];
    return x[0] - y[0] || x[1] - y[1] || a.n - b.n;
  },
  force: (a, b) => FORCES.indexOf(a.force) - FORCES.indexOf(b.force) || a.n - b.n,
};

export function commitments(view, params, go) {
  const filters = commitmentFilters();
  const list = h("div.rows");
  const count = h("p.count", { "aria-live": "polite" });
  const weakButton = h("button.link", { type: "button" });
  const sort = h("select", { "aria-label": t("sort") }, Object.keys(SORTS).map((v) => h("option", { value: v, selected: v === params.get("sort") }, t(`sort_${v}`))));
  const rows = data.commitments.filter((c) => !c.hidden);

  const draw = () => {
    const chosen = filters.apply(rows);
    const asksForWeak = params.get("weak") === "1" || filters.get("force").includes("reaffirmation");
    const weak = chosen.filter(isWeak);
    const shown = asksForWeak ? chosen : chosen.filter((c) => !isWeak(c));
    const compare = SORTS[sort.value];
    if (compare) shown.sort(compare);
    replace(count, h("b", null, shown.length), ` ${t("of")} ${rows.length}`);
    weakButton.hidden = !weak.length || filters.get("force").includes("reaffirmation");
    weakButton.title = t("weak_hint");
    replace(weakButton, `${t(asksForWeak ? "weak_hide" : "weak_show")} (${weak.length})`);
    view.list = new LazyList(list, shown, commitmentRow);
    if (!shown.length) list.prepend(h("p.empty", null, t(rows.length ? "nothing_filtered" : "nothing")));
    filters.counts(rows);
  };
  filters.load(params);
  filters.onchange = () => { go(filters.save(params)); draw(); };
  weakButton.onclick = () => { params.get("weak") === "1" ? params.delete("weak") : params.set("weak", "1"); go(params); draw(); };
  sort.onchange = () => { params.set("sort", sort.value); go(params); draw(); };

  replace(view, h("div.with-filters", null,
    filters.element(rows),
    h("div.main", null, h("div.toolbar", null, count, weakButton, h("label.sort", null, `${t("sort")} `, sort), legend()), list)));
  draw();
}

export const legend = () =>
  h("p.legend", { "aria-label": t("legend") },
    h("span.party.stated", null, t("legend_stated")), " ",
    h("span.party.resolved", null, t("legend_resolved")), " ",
    h("span.party.inferred", null, t("legend_inferred")), " ",
    h("span.missing", null, t("legend_missing")));

export function commitmentRow(c) {
  return row(c, (refresh) => {
    const other = c.other === undefined ? null : data.commitments[c.other];
    const asked = (c.addressees ?? []).length > 0;
    const force = corrected(c, "force") ?? c.force;
    return [
      h("div.rail", null,
        h(`span.force.${force}`, null, value(c, "force", label("force", c.force))),
        c.negated && corrected(c, "negated") !== "no" && h("span.negated", null, t("negated")),
        h("span.how", null, value(c, "status", label("commitment_status", c.status))),
        tierMark(c)),
      h("div.body", null,
        h("p.what", null,
          h("span.who", null, value(c, "actors", (c.actors ?? []).length ? parties(c.actors, { posts: true }) : missing())),
          asked ? [" → ", h("span.whom", null, parties(c.addressees)), ": "] : " — ",
          h("span.action", null, value(c, "action", c.theme ? `${c.theme}: ${c.action}` : c.action))),
        quote(c),
        other && [h("blockquote.other", { lang: other.lang, title: t("translation") }, other.text)],
        verdictLine(c),
        h("footer", null, join([origin(c), citeButton(c)]))),
      h("dl.facts", null,
        fact(t("deadline"), value(c, "deadline", c.deadline ? [day(c.deadline), deadlineState(c) === "past" && h("span.past", null, ` ${t("overdue")}`)] : missing("—"))),
        fact(t("period"), value(c, "timeframe", c.timeframe ? day(c.timeframe) : null)),
        (corrected(c, "addressees") !== undefined || (!asked && c.force === "proposal")) && fact(t("to_whom"), value(c, "addressees", asked ? parties(c.addressees) : missing())),
        differs(c) && fact(t("responsible"), join((c.responsible ?? []).map(entityName), "; ")),
        fact(t("with_whom"), value(c, "partners", (c.partners ?? []).length ? parties(c.partners) : null)),
        c.event !== undefined && fact(t("said_at"), eventLink(c.event)),
        c.target !== undefined && fact(t("about"), eventLink(c.target)),
        c.by && !partyNames(c.actors).includes(c.by.replace(/ \(.*$/, "")) && fact(t("words_of"), c.by),
        c.answers !== undefined && fact(t("answers"), itemLink(data.commitments[c.answers])),
        done(c).length > 0 && fact(t("done"), join(done(c).map((r) => h("a", { href: textLink(r) }, reportTitle(r))), "; ")),
        threadOf(c) && fact(t("thread"), h("a", { href: threadLink(threadOf(c)) }, threadState(threadOf(c)))),
        c.restates !== undefined && fact(t("restates"), itemLink(data.commitments[c.restates])),
        fact(t("topics"), value(c, "topics", (c.topics ?? []).map((x) => label("topic", x)).join("; ")))),
      verdictButtons(c, refresh),
    ];
  });
}

/** True if who is to act is not who speaks. */
function differs(c) {
  const actors = new Set((c.actors ?? []).map((p) => p.e));
  const asked = new Set((c.addressees ?? []).map((p) => p.e));
  return (c.responsible ?? []).some((e) => !actors.has(e) && !asked.has(e));
}

let reportsOf;

/** What the page says was done about a commitment. */
function done(c) {
  if (!reportsOf) {
    reportsOf = new Map();
    for (const r of data.reports) if (r.commitment !== undefined) reportsOf.set(r.commitment, [...(reportsOf.get(r.commitment) ?? []), r]);
  }
  return reportsOf.get(c.n) ?? [];
}

const itemLink = (c) => h("a", { href: textLink(c) }, `${label("force", c.force)}: ${c.action}`);
