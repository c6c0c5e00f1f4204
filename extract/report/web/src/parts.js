// Pieces that several sections share: who, when, the quote, the verdict.

import { h, join, marked, replace } from "./dom.js";
import { data, dayWords, documentOf, documentTitle, entityName, eventTitle, label, settings, t } from "./data.js";
import { corrected, fieldsOf, say, tierOf, verdictOf } from "./review.js";

export const missing = (words = t("not_named")) => h("span.missing", { title: t("legend_missing") }, words);

/** A party: its name as stated, or with the words that point to it; a group by its own words. */
export function party(p) {
  const said = clipped(p.words);
  const name = entityName(p.e);
  const title = label("basis", p.basis);
  if (p.basis === "inferred") return h("span.party.inferred", { title }, name, h("span.aside", null, ` ${t("by_context")}`));
  if (p.group || !name) return h("span.party.group", { title: t("group") }, said, name && h("span.aside", null, ` [${name}]`));
  if (p.basis === "resolved") return h("span.party.resolved", { title }, name, h("span.aside", null, ` «${said}»`));
  return h("span.party.stated", { title }, name);
}

const clipped = (words = "") => (words.length > 60 ? `${words.slice(0, 59).trimEnd()}…` : words);

/** Parties as a list; words that stand for several follow the last of them. */
export function parties(list, { posts = false } = {}) {
  return join(
    (list ?? []).map((p, n) => {
      const next = list[n + 1];
      const shared = next && next.at !== undefined && next.at === p.at && next.words === p.words;
      const element = party(p);
      if (shared && p.basis === "resolved" && !p.group) element.querySelector(".aside")?.remove();
      return posts && p.posts ? [element, h("span.posts", null, `, ${p.posts}`)] : element;
    }),
    "; ",
  );
}

/** A date value with its basis: what was not written looks different. */
export function day([edtf, written, basis]) {
  const kind = basis === "stated" ? "stated" : edtf.includes("X") ? "missing" : "resolved";
  const title = [written && `«${written}»`, label("date_basis", basis)].filter(Boolean).join(", ");
  return h(`time.${kind}`, { title }, dayWords(edtf));
}

/** A value as a reader corrected it, the program's own struck beside it. */
export function value(item, field, own) {
  const right = corrected(item, field);
  if (right === undefined) return own;
  const words = wordsOf(item.kind, field, right);
  return [h("ins.reviewed", { title: t("corrected_here") }, words), " ", h("del", null, own)];
}

export const CLOSED = {
  commitment: { force: "force", status: "commitment_status" },
  event: { type: "event_type", status: "event_status", mode: "mode" },
  mention: { type: "mention_type" },
};

export const fact = (name, ...content) =>
  content.flat().some((x) => x !== null && x !== undefined && x !== false && x !== "")
    ? h("div.fact", null, h("dt", null, name), h("dd", null, ...content))
    : null;

/** The sentence with its deciding words marked. */
export const quote = (item) =>
  h("blockquote", { lang: item.lang ?? documentOf(item).languages?.[0] }, marked(item.text, [
    item.act && [...item.act, "act"],
    item.cue && [...item.cue, "cue"],
    item.words && [...item.words, "cue"],
  ]));

/** Where an item stands: document, publisher, day, the text itself. */
export function origin(item) {
  const d = documentOf(item);
  return h("span.origin", null, join([
    h("a.where", { href: textLink(item), title: t("open_text") }, documentTitle(d)),
    d.publisher,
    d.published ? h("span", { title: t("published") }, dayWords(d.published)) : h("span.missing", null, t("undated")),
    link(d.url) && h("a", { href: link(d.url), rel: "noopener noreferrer", target: "_blank" }, t("source")),
  ]));
}

export const textLink = (item) => `#document?d=${item.d}&at=${item.at ?? item.start ?? 0}${item.id ? `&id=${item.id}` : ""}`;

/** Addresses of the web alone: what else a text calls an address is no link. */
export const link = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

// --- citation

export function citation(item) {
  const d = documentOf(item);
  const words = item.kind === "commitment" ? item.text.slice(item.at - item.from, item.to - item.from) : item.text;
  const source = [d.title || d.id, d.publisher, d.published && dayWords(d.published), link(d.url)].filter(Boolean).join(", ");
  return `«${words.replace(/\s+/g, " ").trim()}» (${source})`;
}

export async function copyCitation(item, button) {
  const words = citation(item);
  if (await copied(words)) {
    const before = button.textContent;
    button.textContent = t("copied");
    setTimeout(() => (button.textContent = before), 1500);
  } else {
    prompt(t("copy_failed"), words);
  }
}

async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    // pages from disk may not use the clipboard directly
    const area = h("textarea.offscreen", { value: words, "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// --- verdicts

const ANSWERS = [
  ["accept", "✓"],
  ["reject", "✕"],
];

/** Buttons and the state of a verdict; `refresh` redraws the row. */
export function verdictButtons(item, refresh) {
  const verdict = verdictOf(item);
  return h(
    "div.verdict",
    { role: "group", "aria-label": t("review") },
    ANSWERS.map(([answer, sign]) =>
      h(`button.${answer}`, {
        type: "button",
        title: `${t(answer)} (${answer[0]})`,
        "aria-label": t(answer),
        "aria-pressed": String(verdict?.verdict === answer),
        onclick: () => decide(item, answer, refresh),
      }, sign),
    ),
    h("button.correct", {
      type: "button",
      title: `${t("correct")} (c)`,
      "aria-label": t("correct"),
      "aria-pressed": String(verdict?.verdict === "correct"),
      onclick: (event) => edit(item, event.currentTarget.closest(".item"), refresh),
    }, "✎"),
  );
}

export function decide(item, answer, refresh) {
  const now = verdictOf(item)?.verdict;
  say(item, { verdict: now === answer ? "" : answer, corrections: {} });
  refresh?.();
}

/** What a reader said, as a line below an item. */
export function verdictLine(item) {
  const verdict = verdictOf(item);
  if (!verdict) return null;
  return h(
    `p.said.${verdict.verdict || "noted"}`,
    null,
    join([
      verdict.verdict && h("b", null, label("verdict", verdict.verdict)),
      ...Object.entries(verdict.verdict === "correct" ? verdict.corrections ?? {} : {}).map(([field, right]) =>
        h("span", null, `${label("review_field", field)}: `, h("ins.reviewed", null, wordsOf(item.kind, field, right))),
      ),
      verdict.outcome && `${t("outcome").toLowerCase()}: ${verdict.outcome}`,
      verdict.note && h("i", null, verdict.note),
      verdict.by,
      verdict.on && dayWordsOf(verdict.on),
      verdict.carried && h("span.carried", null, t("carried")),
    ]),
  );
}

export const wordsOf = (kind, field, right) =>
  field === "topics" ? topicWords(right.split(";")) || t("none_value") : right === "" ? t("none_value") : CLOSED[kind]?.[field] ? label(CLOSED[kind][field], right) : right;

export const dayWordsOf = (iso) => (settings.lang === "ru" && /^\d{4}-\d\d-\d\d$/.test(iso) ? iso.split("-").reverse().join(".") : iso);

/** Topics are shown by their names and kept by their codes. */
const topicWords = (codes) => codes.map((x) => x.trim()).filter(Boolean).map((x) => label("topic", x)).join("; ");
const topicCodes = (words) => words.split(";").map((x) => x.trim()).filter(Boolean)
  .map((x) => Object.keys(data.labels.topic).find((code) => label("topic", code).toLowerCase() === x.toLowerCase()) ?? x).join("; ");

/** What the program found in a field, as a reader would write it. */
function own(item, field) {
  const names = (list) => (list ?? []).map((p) => entityName(p.e) || p.words).join("; ");
  const days = (list) => (list ?? []).filter(Boolean).map(([edtf]) => edtf).join("; ");
  if (item.kind === "mention") {
    return { type: item.type, text: "", value: typeof item.value === "number" ? entityName(item.value) : item.value ?? "" }[field];
  }
  switch (field) {
    case "actors":
    case "addressees":
    case "partners":
      return names(item[field]);
    case "participants":
      return names(item.parties);
    case "places":
      return (item.places ?? []).map(entityName).join("; ");
    case "organizations":
      return (item.bodies ?? []).map(entityName).join("; ");
    case "deadline":
    case "timeframe":
      return item[field]?.[0] ?? "";
    case "dates":
      return days(item.dates);
    case "topics":
      return topicWords(item.topics ?? []);
    case "negated":
      return item.negated ? "yes" : "no";
    default:
      return item[field] ?? "";
  }
}

/** The form that corrects an item, inside its row. */
export function edit(item, row, refresh, focus) {
  const open = row.querySelector("form.editor");
  if (open) {
    open.remove();
    return;
  }
  const verdict = verdictOf(item);
  const inputs = new Map();
  const field = (name) => {
    const before = own(item, name);
    const given = verdict?.corrections?.[name];
    const current = given === undefined ? before : name === "topics" ? topicWords(given.split(";")) : given;
    const group = CLOSED[item.kind]?.[name];
    let input;
    if (group || name === "negated") {
      const values = group ? Object.keys(data.labels[group]) : ["no", "yes"];
      const all = name === "mode" ? ["", ...values] : values;
      input = h("select", null, all.map((v) => h("option", { value: v, selected: v === current }, group ? label(group, v) || t("none_value") : v === "yes" ? t("negated") : t("none_value"))));
    } else {
      const wide = name === "action";
      input = h(wide ? "textarea" : "input", {
        value: current,
        rows: wide ? 2 : null,
        list: ["actors", "addressees", "partners", "participants", "places", "organizations"].includes(name) ? "entities" : name === "topics" ? "topics" : null,
        placeholder: ["deadline", "timeframe", "dates"].includes(name) ? t("day_format") : null,
      });
    }
    inputs.set(name, [input, before]);
    return h("label", { class: name === "action" ? "whole" : "" }, h("span", null, label("review_field", name)), input);
  };
  const note = h("input", { value: verdict?.note ?? "", class: "note" });
  const outcome = h("input", { value: verdict?.outcome ?? "", list: "outcomes" });
  const form = h(
    "form.editor",
    {
      onsubmit: (event) => {
        event.preventDefault();
        const corrections = {};
        for (const [name, [input, before]] of inputs) {
          const right = input.value.trim();
          if (right !== String(before).trim()) corrections[name] = name === "topics" ? topicCodes(right) : right;
        }
        const is = Object.keys(corrections).length ? "correct" : verdict?.verdict === "correct" ? "" : verdict?.verdict ?? "";
        say(item, { verdict: is, corrections, note: note.value.trim(), outcome: outcome.value.trim() });
        refresh?.();
      },
      onkeydown: (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        form.remove();
        row.focus();
      },
    },
    h("div.fields", null, fieldsOf(item.kind).map(field),
      h("label.whole", null, h("span", null, t("note")), note),
      item.kind === "commitment" && h("label", null, h("span", null, t("outcome")), outcome)),
    h("div.actions", null,
      h("button.primary", { type: "submit" }, t("apply")),
      h("button", { type: "button", onclick: () => form.remove() }, t("cancel")),
      verdict && h("button", { type: "button", onclick: () => { say(item, { verdict: "", corrections: {}, note: "", outcome: "" }); refresh?.(); } }, t("clear"))),
  );
  row.append(form);
  (focus === "note" ? note : form.querySelector("select, input")).focus();
}

// --- rows

/** A row that redraws itself in place. */
export function row(item, draw) {
  const element = h("article.item", { tabindex: "-1", id: item.kind === "mention" ? null : `${item.kind}-${item.n}` });
  element.item = item;
  const refresh = () => {
    element.className = ["item", item.kind, item.force ?? item.type, `tier-${tierOf(item)}`, verdictOf(item)?.verdict ? `is-${verdictOf(item).verdict}` : "", element.classList.contains("selected") ? "selected" : ""].join(" ").trim();
    replace(element, draw(refresh));
  };
  element.refresh = refresh;
  refresh();
  return element;
}

export const tierMark = (item) => {
  const tier = tierOf(item);
  return h(`span.tier.${tier}`, { title: t("tier") }, label("tier", tier));
};

export const citeButton = (item) =>
  h("button.link.cite", { type: "button", onclick: (event) => copyCitation(item, event.currentTarget) }, t("copy"));

export const openLink = (item) => h("a.open", { href: textLink(item) }, t("open_text"));

export const eventLink = (number) => h("a", { href: textLink(data.events[number]) }, eventTitle(number));
