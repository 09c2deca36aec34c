/** An edition's documents with their references resolved: the same as events/web/contents.py. */

import type {
  Announcement,
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
import { fold, matches } from "./fold";
import { date } from "./time";
import { directionOf } from "./words";

export const FILTERS = ["q", "track", "room", "kind", "language"] as const;
export type Filters = Partial<Record<(typeof FILTERS)[number], string>>;

const ARABIC = /[\u0620-\u06ff]/g;
const LATIN = /[a-zA-Z\u00c0-\u024f]/g;

export interface LanguageAttributes {
  lang?: string;
  dir?: "ltr" | "rtl";
}

export class Contents {
  readonly root: string;
  readonly language: string;
  readonly rooms: Map<string, Room>;
  readonly tracks: Map<string, Track>;
  readonly speakers: Map<string, Speaker>;
  readonly sessions: Map<string, Session>;
  private more: Map<string, Words> | undefined;
  private folded = new Map<string, string>();
  private hrefs: Map<string, string> | undefined;

  constructor(
    readonly programme: Programme,
    readonly details?: Details,
  ) {
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

  /** What `details` says about an object, beside what `programme` does. */
  about<T extends Words>(row: Words): Partial<T> {
    this.more ??= this.allDetails();
    return (this.more.get(row.id) ?? {}) as Partial<T>;
  }

  private allDetails() {
    if (!this.details) return new Map<string, Words>();
    const { rooms, tracks, sessions, speakers, pages } = this.details;
    return byId<Words>([...rooms, ...tracks, ...sessions, ...speakers, ...pages]);
  }

  session(row: Session): Session & Partial<SessionDetails> {
    return { ...row, ...this.about<SessionDetails>(row) };
  }

  speaker(row: Speaker): Speaker & Partial<SpeakerDetails> {
    return { ...row, ...this.about<SpeakerDetails>(row) };
  }

  people(session: Session) {
    return (session.speakers ?? []).flatMap(({ id, role }) => {
      const speaker = this.speakers.get(id);
      return speaker ? [{ speaker, role }] : [];
    });
  }

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
    this.hrefs ??= this.allHrefs();
    return html.replace(/ href="#ref\/([a-z2-7]{8})"/g, (_, id) => {
      const href = this.hrefs!.get(id);
      return href ? ` href="${href}"` : "";
    });
  };

  private allHrefs() {
    const { edition, sessions, speakers, announcements, pages } = this.programme;
    return new Map([
      [edition.id, this.root],
      ...sessions.map((row) => [row.id, this.sessionHref(row)] as const),
      ...speakers.map((row) => [row.id, this.speakerHref(row)] as const),
      ...announcements.map((row) => [row.id, this.announcementHref(row)] as const),
      ...pages.map((row) => [row.id, this.pageHref(row)] as const),
    ]);
  }

  // --- words ---

  attributes(row: Words, field: string, value: unknown): LanguageAttributes {
    return attributesOf(row, field, value, this.programme);
  }

  languageName = (code: string) => this.programme.language_names[code] ?? code;

  // --- days ---

  /** The edition's days, and any other on which a session was put. */
  get days() {
    const known = new Map(this.programme.days.map((day) => [day.date, day]));
    for (const session of this.programme.sessions) {
      const day = dayOf(session);
      if (day && !known.has(day)) known.set(day, { date: day, name: day, short: day });
    }
    return [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
  }

  day(date: string) {
    return this.programme.days.find((day) => day.date === date) ?? { date, name: date, short: date };
  }

  // --- filters ---

  passing(filters: Filters) {
    return this.programme.sessions.filter(
      (row) =>
        (!filters.track || row.track === filters.track) &&
        (!filters.room || row.room === filters.room) &&
        (!filters.kind || row.kind === filters.kind) &&
        (!filters.language ||
          row.languages?.includes(filters.language) ||
          row.interpretation?.includes(filters.language)) &&
        (!filters.q || matches(filters.q, this.searchable(row))),
    );
  }

  /** Fold some more sessions before somebody searches; false when none is left. */
  prepareSearch(count: number) {
    const rows = this.programme.sessions.slice(this.folded.size, this.folded.size + count);
    for (const row of rows) this.searchable(row);
    return rows.length > 0;
  }

  private searchable(row: Session) {
    let text = this.folded.get(row.id);
    if (text === undefined) {
      const track = this.tracks.get(row.track ?? "");
      const room = this.rooms.get(row.room ?? "");
      const names = this.people(row).map(({ speaker }) => speaker.name);
      text = fold([row.title, ...names, track?.name ?? "", room?.name ?? ""].join(" "));
      this.folded.set(row.id, text);
    }
    return text;
  }
}

function byId<T extends Words>(rows: T[]) {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The programme's day of a session, "" while it has no time. */
export const dayOf = (session: Session) => session.day ?? date(session.start ?? "");

/** What says a field's language where it is not the document's. */
export function attributesOf(
  row: Words,
  field: string,
  value: unknown,
  document: Head,
): LanguageAttributes {
  const code = languageOf(row, field, value, document);
  return code === document.language ? {} : { lang: code, dir: directionOf(code) };
}

function languageOf(row: Words, field: string, value: unknown, document: Head) {
  if (row.lang) return row.lang;
  if (!row.todo?.includes(field)) return document.language;
  const source = row.source ?? document.source;
  return isIn(source, value, document.language) ? source : document.language;
}

/** A field may be half translated: then its script decides. */
function isIn(source: string, value: unknown, language: string) {
  const sourceIsRtl = directionOf(source) === "rtl";
  if (sourceIsRtl === (directionOf(language) === "rtl")) return true;
  const text = String(value ?? "").replace(/<[^>]*>/g, "");
  const isRtl = (text.match(ARABIC)?.length ?? 0) > (text.match(LATIN)?.length ?? 0);
  return isRtl === sourceIsRtl;
}

/** Rich text that is half translated: each paragraph finds its own direction. */
export const eachParagraphByItself = (html: string) =>
  html.replace(/<(p|li|h3|h4)>/g, '<$1 dir="auto">');
