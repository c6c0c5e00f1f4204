// What the page was given, and how it is said in the reader's language.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const data = read("index");
export const words = data.words;

const stored = (name) => {
  try {
    return localStorage.getItem(`kommunike:${name}`);
  } catch {
    return null;
  }
};

export const settings = {
  lang: stored("lang") ?? document.documentElement.lang,
  theme: stored("theme") ?? "",
  keep(name, value) {
    this[name] = value;
    try {
      localStorage.setItem(`kommunike:${name}`, value);
    } catch {
      // a page from disk may have no storage: the choice lasts as long as the page
    }
  },
};

const column = () => (settings.lang === "en" ? 1 : 0);

/** What the page says: one of `words.yaml`. */
export const t = (key) => words[key]?.[column()] ?? key;

/** The label of a closed value; a value without one (a user's own topic) stands for itself. */
export function label(group, value) {
  if (!value) return "";
  return data.labels[group]?.[value]?.[settings.lang] ?? String(value).replaceAll("_", " ");
}

export const entityName = (number) => (number === undefined ? "" : data.entities[number][1]);
export const entityKind = (number) => (number === undefined ? "" : data.entities[number][0]);

/** A date value in words. */
export const dayWords = (edtf) => data.days[edtf]?.[2 + column()] ?? edtf;
/** Its first and last day, `2024-06-05`, or null. */
export const firstDay = (edtf) => data.days[edtf]?.[0] ?? null;
export const lastDay = (edtf) => data.days[edtf]?.[1] ?? null;

const sheets = new Map();

/** Text and mentions of a document, read when first asked for. */
export function sheet(number) {
  if (!sheets.has(number)) {
    const { text, mentions } = read(`doc-${number}`);
    const id = data.documents[number].id;
    sheets.set(number, {
      text,
      mentions: mentions.map(([name, type, start, end, value, basis, key, rule]) => ({
        id: name, kind: "mention", d: number, type, start, end, value, basis, key: `${id}:${type}:${key}`, rule,
      })),
    });
  }
  return sheets.get(number);
}

data.commitments.forEach((item, n) => Object.assign(item, { kind: "commitment", n }));
data.events.forEach((item, n) => Object.assign(item, { kind: "event", n }));

data.reports.forEach((item, n) => Object.assign(item, { kind: "report", n }));

export const documentOf = (item) => data.documents[item.d];
export const documentTitle = (d) => d.title || d.lead || d.id;

/** The day an item stands for: of its event or its own, else of publication; [day, true if of publication]. */
export function dayOf(item) {
  const event = item.kind === "event" ? item : item.event === undefined ? undefined : data.events[item.event];
  for (const [edtf] of event?.dates ?? []) if (firstDay(edtf)) return [firstDay(edtf), false];
  const published = documentOf(item).published;
  return published && firstDay(published) ? [firstDay(published), true] : [null, false];
}

/** An event in a few words. */
export function eventTitle(number) {
  const event = data.events[number];
  return [eventKind(event), ...(event.dates ?? []).map(([edtf]) => dayWords(edtf)), ...(event.places ?? []).map(entityName)].join(", ");
}

/** Type, number and name of an event, in the reader's language. */
export function eventKind(event) {
  const kind = label("event_type", event.type);
  let number = event.number ?? "";
  let type = kind;
  if (/^\d+$/.test(number)) [type, number] = [`${kind} ${settings.lang === "ru" ? "№" : "No."} ${number}`, ""];
  if (!event.name) return `${number} ${type}`.trim();
  const named = event.name.toLowerCase().includes(kind.slice(0, 6).toLowerCase()) && (number || !event.number);
  return [number, named ? "" : type, `«${event.name}»`].filter(Boolean).join(" ");
}

/** A reaffirmation that says nothing by when, how much, in which document, by whom. */
export const isWeak = (c) => c.force === "reaffirmation" && !c.deadline && !(c.specifics ?? []).length;

/** Words of an item for `review.csv`: on one line, cut like the program's own. */
export function quoteOf(item) {
  if (item.kind === "mention") {
    return short(sheet(item.d).text.slice(item.start, item.end));
  }
  return short(item.kind === "commitment" ? item.text.slice(item.at - item.from, item.to - item.from) : item.text);
}

function short(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Day of today, in the reader's own time zone. */
export function today() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
