// What was reviewed so far; review.csv in and out.

import { h, join, replace } from "./dom.js";
import { data, label, settings, t, words } from "./data.js";
import { dayWordsOf, textLink, wordsOf } from "./parts.js";
import { all, download, isDirty, load, storage, tierOf, unmatched, verdictOf } from "./review.js";

export function verdicts(view) {
  const file = h("input", { type: "file", accept: ".csv,text/csv", hidden: true });
  const message = h("p.message", { role: "status" });
  file.onchange = async () => {
    const number = load(await file.files[0].text());
    draw();
    replace(message, number === null ? t("bad_file") : `${t("loaded")}: ${number}`);
  };
  const draw = () => {
    const found = all();
    replace(view, h("div.main", null,
      h("p.intro", null, t("review_intro")),
      h("p.intro", null, t(storage ? "kept_here" : "not_kept")),
      h("div.actions", null,
        h("label.reviewer", null, `${t("reviewer")} `, h("input", { value: settings.reviewer ?? "", onchange: (event) => settings.keep("reviewer", event.target.value.trim()) })),
        h("button.primary", { type: "button", id: "download", onclick: () => { download(); draw(); } }, t("download")),
        h("button", { type: "button", onclick: () => file.click() }, t("load")), file,
        isDirty() && h("span.unsaved", null, t("unsaved"))),
      message,
      h("h2", null, t("progress")),
      h("table.progress", null, h("tbody", null, [["commitments", data.commitments.filter((c) => !c.hidden)], ["events", data.events]].map(([name, items]) => {
        const numbers = Object.keys(data.labels.verdict).map((v) => items.filter((item) => verdictOf(item)?.verdict === v).length);
        const done = numbers.reduce((a, b) => a + b, 0);
        return h("tr", null, h("th", null, t(name)), h("td", null, h("progress", { max: items.length || 1, value: done })), h("td", null, `${done} ${t("of")} ${items.length}`),
          Object.keys(data.labels.verdict).map((v, n) => h("td", null, `${label("verdict", v)} ${numbers[n]}`)),
          h("td", null, `${label("tier", "ready")} ${items.filter((item) => tierOf(item) === "ready").length}`));
      }))),
      unmatched.length > 0 && [h("h2", null, `${t("unmatched")} (${unmatched.length})`), h("p.intro", null, t("unmatched_intro")), table(unmatched, true)],
      h("h2", null, `${t("all_verdicts")} (${found.length})`),
      found.length ? table(found) : h("p.empty", null, t("no_verdicts"))));
  };
  draw();
}

const items = new Map();

function table(rows, withReason = false) {
  if (!items.size) for (const item of [...data.commitments, ...data.events]) items.set(`${item.kind}\t${item.key}`, item);
  return h("div.wide", null, h("table.verdicts", null, h("tbody", null, rows.map((v) => {
    const item = items.get(`${v.kind}\t${v.key}`);
    const corrections = v.corrections ? Object.entries(v.corrections) : v.field ? [[v.field, v.value ?? ""]] : [];
    return h("tr", null,
      h("td", null, h("b", { class: `said ${v.verdict ?? ""}` }, label("verdict", v.verdict)), withReason && h("div.aside", null, v.reason)),
      h("td.quoted", null, item ? h("a", { href: textLink(item) }, v.quote || v.key) : v.quote || v.key, h("div.aside", null, v.document)),
      h("td", null, join(corrections.map(([field, value]) => `${label("review_field", field)} = ${wordsOf(v.kind, field, value)}`), "; ")),
      h("td", null, join([v.note, v.outcome])),
      h("td", null, join([v.by, v.on && dayWordsOf(v.on)])));
  }))));
}

export const outcomes = () => (words.outcomes ? t("outcomes").split("|") : []);
