// What became of promises across releases: due, overdue, never mentioned again, new; each with its story.

import { h, join, LazyList, replace } from "./dom.js";
import { data, dayWords, documentTitle, firstDay, label, settings, t } from "./data.js";
import { fact, missing, textLink } from "./parts.js";
import { Filters } from "./filters.js";

const ledger = data.ledger;
const STATUSES = ["overdue", "due", "silent", "new"];
const [MOST, FIRST, LAST] = [16, 4, 8];
const ITEMS = { commitment: "commitments", report: "reports", event: "events" };

/** Threads with what is due and new of them; those that are due come first, then those with news. */
const threads = (ledger?.threads ?? []).map((thread, n) => ({ ...thread, kind: "thread", n, news: new Map() }));
for (const [n, status, state, again] of ledger?.due ?? []) Object.assign(threads[n], { status, state, again });
for (const [n, entry, status] of ledger?.new ?? []) threads[n].news.set(entry, status);
const rank = (x) => (x.status ? 0 : x.news.size ? 1 : 2);
const order = new Map((ledger?.due ?? []).map(([n], place) => [n, place]));
const newest = (x) => firstDay(x.entries[x.entries.length - 1].published ?? "") ?? "";
const rows = [...threads].sort((a, b) => rank(a) - rank(b) || (order.get(a.n) ?? 0) - (order.get(b.n) ?? 0) || newest(b).localeCompare(newest(a)) || a.n - b.n);

const threadOfItem = new Map();
for (const x of threads) for (const entry of x.entries) if (entry.of) threadOfItem.set(`${entry.of[0]} ${entry.of[1]}`, x);

/** The thread of an item, if more than one release tells of it or it is due. */
export const threadOf = (item) => threadOfItem.get(`${item.kind} ${item.n}`);
export const threadLink = (thread) => `#threads?id=${thread.id}`;
export const threadState = (thread) => label(thread.status ? "due_status" : "thread_state", thread.status ?? thread.state);
/** How many threads want attention. */
export const dueNumber = () => (ledger?.due ?? []).length;

const docOf = (entry) => data.documents[entry.d];
/** Entries that were there on the day; what is new may be later. */
const isLater = (entry) => Boolean(entry.published && firstDay(entry.published) > firstDay(ledger.on));
const promiseOf = (x) => (x.due && [...x.entries].reverse().find((e) => e.due === x.due)) || x.entries.find((e) => e.what === "commitment") || x.entries[0];

const filters = () =>
  new Filters([
    { name: "is", kind: "chips", title: t("status"), values: ledger.compared ? STATUSES : STATUSES.slice(0, 3), words: (v) => (v === "new" ? t("news") : label("due_status", v)), of: (x) => [x.status, x.news.size > 0 && "new"].filter(Boolean) },
    { name: "q", kind: "text", title: t("search"), test: (x, q) => haystack(x).includes(q) },
    { name: "state", kind: "select", title: t("thread"), values: Object.keys(data.labels.thread_state), words: (v) => label("thread_state", v), of: (x) => [x.state] },
    { name: "who", kind: "names", title: t("who"), of: (x) => [...new Set(x.entries.flatMap((e) => e.who ?? []))] },
    { name: "topic", kind: "select", title: t("topic"), words: (v) => label("topic", v), of: (x) => (x.topics ?? []).flatMap((v) => [...new Set([v, v.split(".")[0]])]) },
    { name: "doc", kind: "names", title: t("document"), of: (x) => x.entries.filter(docOf).map((e) => documentTitle(docOf(e))) },
  ]);

const haystack = (x) => (x.words_ ??= [x.about, x.paper, x.id, ...x.entries.flatMap((e) => [e.quote, ...(e.who ?? [])])].filter(Boolean).join("\n").toLowerCase().replaceAll("ё", "е"));

export function threadsView(view, params, go) {
  const chosen = filters();
  const list = h("div.rows");
  const count = h("p.count", { "aria-live": "polite" });
  const one = params.get("id");
  const given = one ? rows.filter((x) => x.id === one) : rows;
  const draw = () => {
    const shown = chosen.apply(given);
    replace(count, h("b", null, shown.length), ` ${t("of")} ${ledger.all}`, one && [" ", h("a", { href: "#threads" }, t("all"))]);
    view.list = new LazyList(list, shown, threadRow);
    if (!shown.length) list.prepend(h("p.empty", null, t(rows.length ? "nothing_filtered" : "nothing")));
    chosen.counts(given);
  };
  chosen.load(params);
  chosen.onchange = () => { go(chosen.save(params)); draw(); };
  replace(view, h("div.with-filters", null, chosen.element(given),
    h("div.main", null,
      h("div.toolbar", null,
        h("p.as-of", null, `${t("as_of")} `, h("b", null, dayWords(ledger.on)), ". ", ledger.compared ? [`${t("news_of")}: `, h("b", null, ledger.since ? `${t("since")} ${dayWords(ledger.since)}` : t("since_last"))] : t("not_compared")),
        count),
      h("p.intro", null, t("threads_intro")), list)));
  draw();
}

function threadRow(x) {
  const promise = promiseOf(x);
  const outcome = x.outcome === undefined ? null : x.entries[x.outcome];
  const before = x.status ? x.entries.filter((e) => !isLater(e)) : x.entries;
  const element = h("article.item.thread", { tabindex: "-1" },
    h("div.rail", null,
      x.status && h(`span.kind.due-${x.status}`, null, label("due_status", x.status)),
      h(`span.state.is-${x.state}`, null, label("thread_state", x.state)),
      x.news.size > 0 && h("span.news", null, `${t("news")}: ${x.news.size}`)),
    h("div.body", null,
      h("p.what", null, (promise.who ?? []).length ? [promise.who.join("; "), " — "] : [missing(), " — "], h("span.action", null, x.about)),
      story(x),
      (x.why ?? []).length > 0 && h("details.why", null, h("summary", null, t("joined_by")), h("ul", null, x.why.map((why) => h("li", null, why[settings.lang === "en" ? 1 : 0]))))),
    h("dl.facts", null,
      fact(t("deadline"), x.due ? dayWords(x.due) : missing("—")),
      outcome && !(x.status && isLater(outcome)) && fact(t("outcome"), kindOf(outcome), outcome.published && ` (${dayWords(outcome.published)})`),
      fact(t("papers"), x.paper),
      fact(t("last_heard"), before.length > 0 && before[before.length - 1].published && dayWords(before[before.length - 1].published)),
      x.again !== undefined && fact(t("mentioned_again"), x.again ? String(x.again) : t("never"))));
  element.item = itemOf(promise) ?? { d: promise.d ?? 0 };
  return element;
}

/** All entries; of long stories the beginning, the end, the outcome and what is new, the rest when asked for. */
function story(x) {
  const lines = x.entries.map((entry, n) => entryLine(x, entry, n));
  const folded = lines.length > MOST ? lines.filter((_, n) => n >= FIRST && n < lines.length - LAST && n !== x.outcome && !x.news.has(n)) : [];
  for (const line of folded) line.hidden = true;
  const more = folded.length > 0 && h("button.link", { type: "button", onclick: () => { for (const line of folded) line.hidden = false; more.remove(); } }, `${t("show_all")} (${lines.length})`);
  return [h("ol.story", null, lines), more && h("p", null, more)];
}

const kindOf = (entry) => label({ commitment: "force", report: "report_kind", event: "event_status" }[entry.what], entry.is);
const itemOf = (entry) => (entry.of ? data[ITEMS[entry.of[0]]][entry.of[1]] : null);

/** One thing that a release says: day, kind, words, where. */
function entryLine(x, entry, n) {
  const item = itemOf(entry);
  const d = docOf(entry);
  const classes = [entry.what, entry.what === "commitment" ? entry.is : "", n === x.outcome ? "outcome" : "", x.status && isLater(entry) ? "later" : ""].filter(Boolean);
  return h(`li.entry.${classes.join(".")}`, { title: x.status && isLater(entry) ? t("later") : null },
    h("span.when", null, entry.published ? dayWords(entry.published) : t("undated")),
    h("span.said", null, h("b", null, kindOf(entry)), entry.negated && h("span.negated", null, ` ${t("negated")}`), n === x.outcome && ` · ${t("outcome")}`, entry.due && ` · ${t("deadline").toLowerCase()}: ${dayWords(entry.due)}`, x.news.has(n) && h("span.news", null, ` ${t("news")}`)),
    h("span.quoted", null, entry.quote, d && h("a", { href: item ? textLink(item) : `#document?d=${entry.d}` }, documentTitle(d))));
}
