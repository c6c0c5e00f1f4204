// Verdicts: what the page was made with, what the reader adds, and review.csv in and out.

import { dsvFormat } from "d3-dsv";
import { data, documentOf, quoteOf, settings, sheet, today } from "./data.js";

const FIELDS = {
  commitment: ["force", "status", "negated", "action", "actors", "addressees", "partners", "deadline", "timeframe", "topics"],
  event: ["type", "status", "name", "number", "mode", "dates", "places", "participants", "organizations", "topics"],
  mention: ["type", "text", "value"],
};
export const fieldsOf = (kind) => FIELDS[kind];

const nameOf = (kind, key) => `${kind}\t${key}`;
const page = `review:${data.run}`;

/** (kind, key) -> verdict, as the page was made. */
const given = new Map(data.verdicts.map((v) => [nameOf(v.kind, v.key), v]));
/** What the reader said since; null where a verdict was taken back. */
const changed = new Map();
/** Rows that nothing here answers to: kept, and written again. */
export let unmatched = [...data.unmatched];
export let storage = true;
let dirty = false;
const listeners = new Set();

export const onChange = (listener) => listeners.add(listener);
export const isDirty = () => dirty;
const tell = (item) => listeners.forEach((listener) => listener(item));

export function verdictOf(item) {
  const name = nameOf(item.kind, item.key);
  return changed.has(name) ? changed.get(name) : (given.get(name) ?? null);
}

/** ready, check or rejected: the program's tier, unless a reader has spoken. */
export function tierOf(item) {
  const verdict = verdictOf(item)?.verdict;
  if (verdict === "reject") return "rejected";
  return verdict ? "ready" : (item.tier ?? "check");
}

/** The value of a field as a reader corrected it, or undefined. */
export function corrected(item, field) {
  const verdict = verdictOf(item);
  return verdict && verdict.verdict !== "reject" ? verdict.corrections?.[field] : undefined;
}

/** Set parts of a verdict; an empty verdict is taken back. */
export function say(item, parts) {
  const before = verdictOf(item);
  const next = {
    ...(before ?? {}),
    kind: item.kind,
    key: item.key,
    document: documentOf(item).id,
    quote: quoteOf(item),
    ...parts,
    by: settings.reviewer ?? before?.by ?? "",
    on: today(),
    carried: false,
  };
  const said = next.verdict || next.note || next.outcome || Object.keys(next.corrections ?? {}).length;
  changed.set(nameOf(item.kind, item.key), said ? next : null);
  dirty = true;
  keep();
  tell(item);
}

function keep() {
  try {
    localStorage.setItem(page, JSON.stringify({ changed: [...changed], unmatched: unmatched.filter((x) => x.loaded), dirty }));
  } catch {
    storage = false;
  }
}

function restore() {
  try {
    const kept = JSON.parse(localStorage.getItem(page) ?? "null");
    if (!kept) return;
    for (const [name, verdict] of kept.changed) {
      if (same(verdict, given.get(name) ?? null)) continue;
      changed.set(name, verdict);
    }
    unmatched.push(...kept.unmatched);
    dirty = kept.dirty && changed.size > 0;
  } catch {
    storage = false;
  }
}

const same = (a, b) => JSON.stringify(rowsOf(a)) === JSON.stringify(rowsOf(b));

/** Every verdict there is. */
export function all() {
  const names = new Set([...given.keys(), ...changed.keys()]);
  return [...names].map((name) => (changed.has(name) ? changed.get(name) : given.get(name))).filter(Boolean);
}

// --- review.csv: the same rules as extract/review/rows.py

const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
const guarded = (value) => (FORMULA.test(value) ? `'${value}` : value);
const unguarded = (value) => (GUARDED.test(value) ? value.slice(1) : value);

/** The rows of a verdict: one for each corrected field, or a single one. */
function rowsOf(verdict) {
  if (!verdict) return [];
  const { kind, key, document, quote, note, outcome, by, on, other } = verdict;
  const base = { kind, key, document, quote, verdict: verdict.verdict ?? "", field: "", value: "", note: note ?? "", outcome: outcome ?? "", by: by ?? "", on: on ?? "", other: other ?? {} };
  const fields = verdict.verdict === "correct" ? Object.entries(verdict.corrections ?? {}) : [];
  if (!fields.length) return [base];
  return fields.map(([field, value], n) => ({ ...base, field, value, ...(n ? { note: "", outcome: "" } : {}) }));
}

export function toCsv() {
  const rows = [...all().flatMap(rowsOf), ...unmatched, ...data.others];
  const others = [...new Set(rows.flatMap((row) => Object.keys(row.other ?? {})))];
  const lines = rows.map((row) => [
    ...data.columns.map((name) => guarded(row[name] ?? "")),
    ...others.map((name) => guarded(row.other?.[name] ?? "")),
  ]);
  return `\ufeff${[[...data.columns, ...others], ...lines].map((line) => dsvFormat(";").formatRow(line)).join("\r\n")}\r\n`;
}

export function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([toCsv()], { type: "text/csv;charset=utf-8" }));
  link.download = "review.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  dirty = false;
  keep();
  tell(null);
}

/** Take the rows of a file in; returns how many verdicts, or null if it is no such file. */
export function load(content) {
  const text = content.replace(/^\ufeff/, "").replaceAll("\0", "");
  const first = text.trimStart().split(/[\r\n]/, 1)[0];
  const separator = [";", ",", "\t"].reduce((a, b) => (first.split(b).length > first.split(a).length ? b : a));
  const [header, ...lines] = dsvFormat(separator).parseRows(text).filter((row) => row.some((cell) => cell.trim()));
  const names = (header ?? []).map((name) => (data.columns.includes(name.trim().toLowerCase()) ? name.trim().toLowerCase() : name.trim()));
  if (!names.includes("kind") || !names.includes("key")) return null;
  const known = new Set([...data.commitments, ...data.events].map((item) => nameOf(item.kind, item.key)));
  const mentionsRead = new Set();
  const found = new Map();
  for (const line of lines) {
    const row = { other: {} };
    names.forEach((name, n) => {
      const value = unguarded(line[n] ?? "").trim();
      if (data.columns.includes(name)) row[name] = value;
      else if (name) row.other[name] = value;
    });
    if (row.kind === "mention" && !mentionsRead.has(row.document)) {
      mentionsRead.add(row.document);
      const number = data.documents.findIndex((d) => d.id === row.document);
      if (number >= 0) sheet(number).mentions.forEach((m) => known.add(nameOf("mention", m.key)));
    }
    const name = nameOf(row.kind, row.key);
    if (known.has(name)) {
      const verdict = found.get(name) ?? { corrections: {} };
      const { field, value, ...parts } = row;
      for (const [part, words] of Object.entries(parts)) if (words && part !== "other") verdict[part] = words;
      verdict.other = { ...verdict.other, ...row.other };
      if (field) verdict.corrections[field] = value ?? "";
      found.set(name, verdict);
    } else if (!data.others.some((other) => other.key === row.key && other.kind === row.kind)) {
      const twin = (other) => data.columns.every((column) => (other[column] ?? "") === (row[column] ?? ""));
      if (!unmatched.some(twin)) unmatched.push({ ...row, reason: "is no longer found", loaded: true });
    }
  }
  for (const [name, verdict] of found) changed.set(name, verdict);
  dirty = true;
  keep();
  tell(null);
  return found.size;
}

restore();
