/** My agenda: which sessions the reader starred on this device, and how they knew them then. */

import type { Contents } from "./contents";
import type { Session } from "./data/documents";
import { onChange, recall, remember } from "./data/mine";

/** A session as the reader last knew it. */
export interface Known {
  title: string;
  /** Language of the title: in another one it is not renamed, only translated. */
  lang: string;
  start?: string | undefined;
  end?: string | undefined;
  room?: string | undefined;
  roomName?: string | undefined;
  state?: string | undefined;
  /** The reader knows that it is no longer in the programme. */
  isGone?: boolean;
}

export type Field = "gone" | "back" | "state" | "title" | "start" | "end" | "room";

export interface Change {
  id: string;
  before: Known;
  now: Known | undefined;
  fields: Field[];
}

const starsKey = (edition: string) => `stars/${edition}`;
const knownKey = (edition: string) => `looked/${edition}`;

// Every card asks; what is stored is read once until it changes, here or in another tab.
const stars = new Map<string, ReadonlySet<string>>();
onChange(() => stars.clear());

/** Public ids of the starred sessions of an edition (its slug). */
export function starsOf(edition: string) {
  let found = stars.get(edition);
  if (!found) stars.set(edition, (found = read(edition)));
  return found;
}

function read(edition: string) {
  const ids = recall<unknown>(starsKey(edition));
  return new Set<string>(Array.isArray(ids) ? ids : []);
}

/** How the starred sessions were when the reader starred them or last looked, by id. */
export const knownOf = (edition: string) => recall<Record<string, Known>>(knownKey(edition)) ?? {};
export const rememberKnown = (edition: string, known: Record<string, Known>) =>
  remember(knownKey(edition), known);

/** Star sessions, or no longer. */
export function star(contents: Contents, rows: Session[], isStarred: boolean) {
  const { slug } = contents.programme.edition;
  const ids = read(slug);
  const known = knownOf(slug);
  for (const row of rows) {
    if (isStarred) {
      ids.add(row.id);
      known[row.id] = asKnown(contents, row);
    } else {
      ids.delete(row.id);
      delete known[row.id];
    }
  }
  rememberKnown(slug, known);
  remember(starsKey(slug), [...ids]);
}

export function asKnown(contents: Contents, row: Session): Known {
  const { title, start, end, room, state } = row;
  const lang = contents.attributes(row, "title").lang ?? contents.language;
  const roomName = contents.rooms.get(room ?? "")?.name;
  return { title, lang, start, end, room, roomName, state };
}

// --- what changed ---

/** Starred sessions that are other than the reader knows them. */
export function changesOf(contents: Contents): Change[] {
  const { slug } = contents.programme.edition;
  const known = knownOf(slug);
  return [...starsOf(slug)].flatMap((id) => {
    const before = known[id];
    const row = contents.sessions.get(id);
    const now = row && asKnown(contents, row);
    const fields = before ? differences(before, now) : [];
    return before && fields.length ? [{ id, before, now, fields }] : [];
  });
}

/** The fields in which a session differs; `now` is missing if the programme no longer has it. */
export function differences(before: Known, now?: Known | null): Field[] {
  if (!now) return before.isGone ? [] : ["gone"];
  const isOther: Record<Field, unknown> = {
    gone: false,
    back: before.isGone,
    state: stopped(before) !== stopped(now),
    title: before.lang === now.lang && before.title !== now.title,
    start: local(before.start) !== local(now.start),
    end: before.start && now.start && length(before) !== length(now),
    room: before.room !== now.room,
  };
  return (Object.keys(isOther) as Field[]).filter((field) => isOther[field]);
}

/** Why a session does not take place, "" if it does: time and room say the rest. */
export const stopped = ({ state }: { state?: string | undefined }) =>
  state === "cancelled" || state === "replaced" ? state : "";

const local = (moment = "") => moment.slice(0, 16);
const length = ({ start = "", end = "" }: Known) => Date.parse(end) - Date.parse(start);
