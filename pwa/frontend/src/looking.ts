/** Looking at my agenda: what overlaps, what the reader has seen, what a link brings. */

import { asKnown, changesOf, type Known, knownOf, rememberKnown, starsOf, stopped } from "./agenda";
import type { Contents } from "./contents";
import type { Session } from "./data/documents";

/**
 * Sessions with a time, in order; those that overlap, themselves or through others, together.
 * What does not take place overlaps with nothing.
 */
export function together(rows: Session[]): Session[][] {
  const groups: Session[][] = [];
  let open: Session[] = [];
  let until = 0;
  for (const row of [...rows].sort((a, b) => begin(a) - begin(b))) {
    if (stopped(row)) {
      groups.push([row]);
      continue;
    }
    if (begin(row) < until) open.push(row);
    else groups.push((open = [row]));
    until = Math.max(until, Date.parse(row.end!));
  }
  return groups;
}

const begin = (row: Session) => Date.parse(row.start!);

// --- what the reader has seen ---

/** Remember how the starred sessions are, but for what has changed: that waits for `see`. */
export function look(contents: Contents) {
  const changed = new Set(changesOf(contents).map(({ id }) => id));
  keep(contents, (id, before) => (changed.has(id) ? before : undefined));
}

/** The reader has seen all changes. */
export function see(contents: Contents) {
  keep(contents, () => undefined);
}

function keep(contents: Contents, stays: (id: string, before?: Known) => Known | undefined) {
  const { slug } = contents.programme.edition;
  const before = knownOf(slug);
  const known: Record<string, Known> = {};
  for (const id of starsOf(slug)) {
    const row = contents.sessions.get(id);
    const now = row ? asKnown(contents, row) : before[id] && { ...before[id], isGone: true };
    const kept = stays(id, before[id]) ?? now;
    if (kept) known[id] = kept;
  }
  if (JSON.stringify(known) !== JSON.stringify(before)) rememberKnown(slug, known);
}

// --- links that carry an agenda ---

const MARK = "#add=";

/** The address that brings my agenda to another device; servers never see what follows "#". */
export function linkOf(contents: Contents) {
  const ids = [...starsOf(contents.programme.edition.slug)].join("");
  return `${location.origin}${contents.root}my-agenda/${MARK}${ids}`;
}

/** Ids in the fragment of an address; none if it is damaged, undefined if it brings nothing. */
export function idsIn(hash: string): string[] | undefined {
  if (!hash.startsWith(MARK)) return undefined;
  const text = hash.slice(MARK.length).toLowerCase();
  return /^([a-z2-7]{8})+$/.test(text) ? [...new Set(text.match(/.{8}/g))] : [];
}
