/** Searches an edition's documents on the device; as the server does (events/web/searching.py). */

import type { Contents } from "./contents";
import type { Block, Words } from "./data/documents";
import { excerpt } from "./excerpt";
import { fold, hasAll } from "./fold";

export type Group = "sessions" | "speakers" | "pages" | "announcements";

type Row = Words & Partial<Record<string, unknown>>;

/** Something that can be found. Folded texts begin with a space, as each of their words does. */
export interface Entry {
  row: Row;
  href: string;
  /** What excerpts are made of. */
  fields: string[];
  title: string;
  /** All that a result shows anyway. */
  head: string;
  texts: string;
}

export interface Found {
  group: Group;
  entries: Entry[];
  /** How well the best of them is matched: the lower, the better. */
  rank: number;
}

const ABOUT_EDITION = ["tagline", "place", "venue", "introduction", "body", "venue_directions"];

export type Index = ReturnType<typeof indexOf>;

/** All that can be found in an edition. */
export function indexOf(contents: Contents) {
  const { sessions, speakers, pages, announcements } = contents.programme;
  const { edition } = contents;
  const groups: [Group, Entry[]][] = [
    [
      "sessions",
      sessions.map((row) =>
        entryOf(contents.whole(row), contents.sessionHref(row), ["summary", "abstract"]),
      ),
    ],
    [
      "speakers",
      speakers.map((row) => entryOf(contents.whole(row), contents.speakerHref(row), ["biography"])),
    ],
    [
      "pages",
      [
        entryOf(edition, contents.root, ABOUT_EDITION),
        ...pages.map((row) => entryOf(contents.whole(row), contents.pageHref(row), ["body"])),
      ],
    ],
    [
      "announcements",
      announcements.map((row) => entryOf(row, contents.announcementHref(row), ["body"])),
    ],
  ];
  const all = groups.flatMap(([, entries]) => entries);
  // How much is folded: first the heads of all, then the texts.
  let done = 0;

  const isReady = () => done >= 2 * all.length;

  function foldNext() {
    const entry = all[done % all.length]!;
    if (done++ < all.length) {
      const { row } = entry;
      const session = contents.sessions.get(row.id);
      entry.title = ` ${fold(titleOf(row))}`;
      entry.head = session
        ? ` ${contents.searchable(session)}`
        : `${entry.title} ${fold(`${row.role ?? ""} ${row.affiliation ?? ""}`)}`;
    } else {
      entry.texts = ` ${fold(textsOf(entry).map(({ text }) => text).join(" "))}`;
    }
  }

  /** Fold more for some milliseconds; what is not folded yet is found by its head only. */
  function prepare(time: number) {
    const end = performance.now() + time;
    while (!isReady() && performance.now() < end) foldNext();
  }

  /** What has all of the folded words, the best first in each group and among groups. */
  function search(words: string[], only: string): Found[] {
    while (done < all.length) foldNext();
    const starts = words.map((word) => ` ${word}`);
    return groups
      .flatMap(([group, entries]) => {
        const ranked = entries
          .map((entry) => ({ entry, rank: rankOf(entry, words, starts) }))
          .filter(({ rank }) => rank >= 0 && (!only || only === group))
          .sort((a, b) => a.rank - b.rank);
        const [best] = ranked;
        return best ? { group, entries: ranked.map(({ entry }) => entry), rank: best.rank } : [];
      })
      .sort((a, b) => a.rank - b.rank);
  }

  return { isReady, prepare, search };
}

const entryOf = (row: Words, href: string, fields: string[]): Entry => ({
  row: row as Row,
  href,
  fields,
  title: "",
  head: "",
  texts: "",
});

export const titleOf = (row: Row) => (row.name ?? row.title) as string;

function rankOf({ title, head, texts }: Entry, words: string[], starts: string[]) {
  const places = [[title], [head], [head, texts]];
  const level = places.findIndex((place) => hasAll(words, ...place));
  return level < 0 ? -1 : 2 * level + (hasAll(starts, ...places[level]!) ? 0 : 1);
}

/** Pieces of a text around the words that a result does not show anyway, every second a match. */
export function excerptOf(entry: Entry, words: string[]) {
  const missing = words.filter((word) => !entry.head.includes(word));
  for (const { row, field, text } of missing.length ? textsOf(entry) : []) {
    const pieces = excerpt(text, missing);
    if (pieces.length) return { row, field, pieces };
  }
  return undefined;
}

const textsOf = ({ row, fields }: Entry) => fields.flatMap((field) => textsIn(row, field));

const WORDS = ["text", "html", "attribution", "question", "answer", "caption", "alt"];

/** Each paragraph is a text of its own, in a row that says its language. */
function textsIn(row: Partial<Row>, field: string): { row: Partial<Row>; field: string; text: string }[] {
  const value = (row[field] ?? "") as string | Block[];
  if (typeof value === "string")
    return value.split(/(?=<(?:p|li|h3|h4)\b)/).map((part) => {
      const lang = / lang="(\w+)"/.exec(part)?.[1];
      const text = plain(field, part).replace(/\s+/g, " ").trim();
      return { row: lang ? { lang } : row, field, text };
    });
  const { lang, source } = row;
  return value.flatMap((block) =>
    WORDS.flatMap((name) => textsIn({ lang, source, ...block }, name)),
  );
}

const RICH = /^(abstract|biography|body|introduction|venue_directions|html|answer)$/;
const TAG = /<(\/?(?:a|b|bdi|i|strong|em)\b)?(?:"[^"]*"|[^">])*>/g;
const SIGNS: Record<string, string> = { amp: "&", lt: "<", gt: ">", nbsp: " " };

/** The words of a field, whose markup is taken out if it is a rich text. */
function plain(field: string, value: string) {
  if (!RICH.test(field)) return value;
  return value
    .replace(TAG, (_, inline) => (inline ? "" : " "))
    .replace(/&(amp|lt|gt|nbsp);/g, (_, name) => SIGNS[name]!);
}
