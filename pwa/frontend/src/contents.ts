/** An edition's documents with their references resolved: the same as events/web/contents.py. */

import { starsOf } from "./agenda";
import type {
  Announcement,
  Block,
  Details,
  Head,
  PageLink,
  Programme,
  Room,
  Session,
  SessionDetails,
  Speaker,
  SpeakerDetails,
  Track,
  Words,
} from "./data/documents";
import { fold, hasAll, wordsOf } from "./fold";
import { currentSettings, inDigits } from "./settings";
import { date } from "./time";
import { directionOf } from "./words";

export const FILTERS = [
  "q",
  "track",
  "room",
  "kind",
  "language",
  "interpretation",
  /** Only of the app: stars are on the device. */
  "agenda",
] as const;
const EXACT = ["track", "room", "kind"] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

export interface LanguageAttributes {
  lang?: string;
  dir?: "ltr" | "rtl";
}

/** What a screen of words needs of what they are in: an edition, or the site. */
export interface Around {
  programme: Head;
  resolve: (html: string) => string;
}

type More = Partial<
  SessionDetails & SpeakerDetails & { directions: string; description: string; body: Block[] }
>;

export class Contents {
  readonly root: string;
  readonly language: string;
  readonly rooms: Map<string, Room>;
  readonly tracks: Map<string, Track>;
  readonly speakers: Map<string, Speaker>;
  readonly sessions: Map<string, Session>;
  #more: Map<string, Words> | undefined;
  #folded = new Map<string, string>();
  #hrefs: Map<string, string> | undefined;

  readonly programme: Programme;

  constructor(
    programme: Programme,
    readonly details?: Details,
  ) {
    this.programme = withDigits(programme);
    this.language = programme.language;
    this.root = `/${this.language}/${programme.edition.slug}/`;
    this.rooms = byId(programme.rooms);
    this.tracks = byId(programme.tracks);
    this.speakers = byId(programme.speakers);
    this.sessions = byId(programme.sessions);
  }

  get edition() {
    return { ...this.programme.edition, ...this.details?.edition };
  }

  /** An object with what `details` says about it, beside what `programme` does. */
  whole<T extends Words>(row: T): T & More {
    this.#more ??= this.#allDetails();
    return { ...row, ...this.#more.get(row.id) };
  }

  #allDetails() {
    if (!this.details) return new Map<string, Words>();
    const { rooms, tracks, sessions, speakers, pages } = this.details;
    return byId<Words>([...rooms, ...tracks, ...sessions, ...speakers, ...pages]);
  }

  people(session: Session) {
    return (session.speakers ?? []).flatMap(({ id, role }) => {
      const speaker = this.speakers.get(id);
      return speaker ? [{ speaker, role }] : [];
    });
  }

  room = (row: Session) => this.rooms.get(row.room ?? "");
  track = (row: Session) => this.tracks.get(row.track ?? "");
  /** What a stylesheet colours a session by. */
  colour = (row: Session) => `track-${this.track(row)?.colour ?? "none"}`;

  sessionsOf(speaker: Speaker) {
    return this.programme.sessions.filter((session) =>
      session.speakers?.some(({ id }) => id === speaker.id),
    );
  }

  // --- addresses ---

  sessionHref = (row: Session) => `${this.root}programme/${row.slug}/`;
  speakerHref = (row: Speaker) => `${this.root}speakers/${row.slug}/`;
  announcementHref = (row: Announcement) => `${this.root}announcements/${row.slug}/`;
  pageHref = (row: PageLink) => `${this.root}${row.slug}/`;

  /** Rich text whose references are addresses. */
  resolve = (html: string) => {
    if (!html.includes("#ref/")) return html;
    this.#hrefs ??= this.#allHrefs();
    return html.replace(/ href="#ref\/([a-z2-7]{8})"/g, (_, id) => {
      const href = this.#hrefs!.get(id);
      return href ? ` href="${href}"` : "";
    });
  };

  #allHrefs() {
    const { edition, sessions, speakers, announcements, pages } = this.programme;
    const of = <T extends Words>(rows: T[], href: (row: T) => string) =>
      rows.map((row) => [row.id, href(row)] as const);
    return new Map([
      [edition.id, this.root],
      ...of(sessions, this.sessionHref),
      ...of(speakers, this.speakerHref),
      ...of(announcements, this.announcementHref),
      ...of(pages, this.pageHref),
    ]);
  }

  // --- words ---

  attributes = (row: Partial<Words>, field: string) => attributesOf(this.programme, row, field);

  languageName = (code: string) => this.programme.language_names[code] ?? code;

  // --- days ---

  /** The edition's days, and any other on which a session was put. */
  get days() {
    const { days, sessions } = this.programme;
    const dates = [...days.map(({ date }) => date), ...sessions.map(dayOf)].filter(Boolean);
    return [...new Set(dates)].sort().map((date) => this.day(date));
  }

  day(date: string) {
    return this.programme.days.find((day) => day.date === date) ?? { date, name: date, short: date };
  }

  // --- filters ---

  passing(filters: Filters) {
    const stars = starsOf(this.programme.edition.slug);
    const words = wordsOf(filters.q ?? "");
    return this.programme.sessions.filter(
      (row) =>
        EXACT.every((name) => !filters[name] || row[name] === filters[name]) &&
        (!filters.language ||
          row.languages?.includes(filters.language) ||
          row.interpretation?.includes(filters.language)) &&
        (!filters.interpretation || row.interpretation) &&
        (!filters.agenda || stars.has(row.id)) &&
        (!filters.q || hasAll(words, this.searchable(row))),
    );
  }

  /** Fold some more sessions before somebody searches; false when none is left. */
  prepareSearch(count: number) {
    const rows = this.programme.sessions.slice(this.#folded.size, this.#folded.size + count);
    for (const row of rows) this.searchable(row);
    return rows.length > 0;
  }

  /** Folded words that a card shows. */
  searchable(row: Session) {
    let text = this.#folded.get(row.id);
    if (text === undefined) {
      const names = this.people(row).map(({ speaker }) => speaker.name);
      text = fold([row.title, ...names, this.track(row)?.name, this.room(row)?.name].join(" "));
      this.#folded.set(row.id, text);
    }
    return text;
  }
}

/** Dates that the server wrote out, in the digits that the reader chose. */
function withDigits(programme: Programme): Programme {
  if (!currentSettings().digits) return programme;
  const { edition, days, announcements } = programme;
  return {
    ...programme,
    edition: { ...edition, dates: inDigits(edition.dates) },
    days: days.map((day) => ({ ...day, name: inDigits(day.name), short: inDigits(day.short) })),
    announcements: announcements.map((row) => ({ ...row, at_date: inDigits(row.at_date) })),
  };
}

function byId<T extends Words>(rows: T[]) {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The programme's day of a session, "" while it has no time. */
export const dayOf = (session: Session) => session.day ?? date(session.start ?? "");

/** What says a field's language where it is not the document's. */
export function attributesOf(document: Head, row: Partial<Words>, field: string): LanguageAttributes {
  const words = `${(row as Record<string, unknown>)[field]}`;
  // A rich text that is half translated says so itself, in its paragraphs.
  const isWaiting = row.todo?.includes(field) && !words.includes(' lang="');
  const code = row.lang ?? (isWaiting ? (row.source ?? document.source) : document.language);
  return code === document.language ? {} : { lang: code, dir: directionOf(code) };
}
