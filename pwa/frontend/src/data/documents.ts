/** Shapes of the server's documents (docs/api.md); a field that is missing has its default. */

export interface Words {
  id: string;
  /** Language of the words, where it is not the document's. */
  lang?: string;
  /** Fields whose words are still in the source language, although the object is translated. */
  todo?: string[];
  source?: string;
  /** When its source was changed in what the translation does not follow yet, in words. */
  changed_date?: string;
}

export interface Head {
  v: number;
  language: string;
  dir: "ltr" | "rtl";
  source: string;
}

export interface Language {
  code: string;
  name: string;
  dir: "ltr" | "rtl";
}

export interface Edition extends Words {
  slug: string;
  number: number;
  state: string;
  title: string;
  starts_on: string;
  ends_on: string;
  dates: string;
  time_zone: string;
  zone: { city: string; offset: string };
  country?: string;
  languages: Language[];
  organisers: { name: string; url?: string; lang?: string }[];
  sample?: boolean;
  /** The app on the device shows neither its name nor its sign. */
  discreet?: boolean;
  tagline?: string;
  place?: string;
  venue?: string;
  coordinates?: [number, number];
}

export interface Day {
  date: string;
  name: string;
  short: string;
}

export interface Room extends Words {
  name: string;
  capacity?: number;
  floor?: string;
}

export interface Track extends Words {
  name: string;
  colour: string;
}

export interface Session extends Words {
  slug: string;
  title: string;
  kind: string;
  track?: string;
  languages?: string[];
  interpretation?: string[];
  speakers?: { id: string; role?: string }[];
  /** Local time of the edition with its offset, such as 2027-06-11T09:00+03:00. */
  start?: string;
  end?: string;
  room?: string;
  day?: string;
  state?: string;
  was_room?: string;
  was_start?: string;
  replaced_by?: string;
}

export interface Speaker extends Words {
  slug: string;
  name: string;
}

export interface Announcement extends Words {
  slug: string;
  title: string;
  body: string;
  urgency: string;
  at: string;
  at_date: string;
  audience?: string;
  until?: string;
}

export interface PageLink extends Words {
  slug: string;
  title: string;
}

export interface Programme extends Head {
  edition: Edition;
  days: Day[];
  language_names: Record<string, string>;
  rooms: Room[];
  tracks: Track[];
  sessions: Session[];
  speakers: Speaker[];
  announcements: Announcement[];
  pages: PageLink[];
}

export interface Picture {
  src: string;
  srcset: string;
  width: number;
  height: number;
}

/** With its description for people who cannot see it. */
export type Described = Picture & { alt: string };

export type Block = Pick<Words, "lang" | "todo"> & AnyBlock;

type AnyBlock =
  | { type: "heading" | "callout"; text: string }
  | { type: "paragraph"; html: string }
  | { type: "quote"; text: string; attribution: string }
  | { type: "question"; question: string; answer: string }
  | ({ type: "picture"; caption: string } & Described);

export interface SessionDetails extends Words {
  summary?: string;
  abstract?: string;
  level?: string;
  recording?: string;
  credit?: string;
}

export interface SpeakerDetails extends Words {
  role?: string;
  affiliation?: string;
  biography?: string;
  photo?: Picture;
  links?: { label: string; url: string; lang?: string }[];
}

export interface Details extends Head {
  edition: Words & { introduction?: string; body?: Block[]; venue_directions?: string; venue_picture?: Described };
  rooms: (Words & { directions: string })[];
  tracks: (Words & { description: string })[];
  sessions: SessionDetails[];
  speakers: SpeakerDetails[];
  pages: (Words & { body: Block[] })[];
}

export interface EditionSummary extends Words {
  slug: string;
  title: string;
  tagline: string;
  place: string;
  state: string;
  sample: boolean;
  starts_on: string;
  ends_on: string;
  dates: string;
}

export interface Site extends Head {
  home: Words & { title: string; introduction: string };
  editions: EditionSummary[];
  pages: (PageLink & { body: Block[] })[];
}

/** Words and the language that they are in. */
export interface Worded {
  text: string;
  lang: string;
  dir: "ltr" | "rtl";
}

export interface Field {
  label: string;
  help: string;
}

export interface Question {
  id: string;
  kind: "text" | "choice" | "several" | "yes_no" | "country";
  label: Worded;
  purpose: Worded;
  choices: (Omit<Worded, "text"> & { lines: string[] }) | null;
  audience_words: string;
  deleted_on: string;
  is_required: boolean;
}

/** What an edition asks those who want to come, and whether it takes requests now. */
export interface FormDocument extends Head {
  state: "open" | "not_yet" | "closed";
  /** Why no requests are taken; empty if they are. */
  reason: string;
  /** How seats are given, in sentences. */
  explained: string[];
  mode: string;
  opens_at: string | null;
  closes_at: string | null;
  languages: Language[];
  pools: { kind: string; label: string }[];
  name: Field;
  email: Field;
  is_sure: Field;
  consent: Field;
  questions: Question[];
  work: string | null;
  privacy: { page: string; unproved_days: number; deleted_on: string };
}

export interface Documents {
  programme: Programme;
  details: Details;
  site: Site;
  registration: FormDocument;
}

export type Name = keyof Documents;
