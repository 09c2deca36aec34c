/** Which announcements the reader has read; on a first visit all but urgent ones count as read. */

import type { Programme } from "./documents";
import { recall, remember } from "./mine";

const keyOf = ({ edition }: Programme) => `read/${edition.slug}`;

function readOf(programme: Programme) {
  const ids = recall<string[]>(keyOf(programme));
  return Array.isArray(ids) ? ids : undefined;
}

/** Ids of the announcements that are new to the reader. */
export function unread(programme: Programme) {
  const read = readOf(programme);
  const rows = programme.announcements.filter((row) =>
    read ? !read.includes(row.id) : row.urgency === "urgent",
  );
  return rows.map(({ id }) => id);
}

/** From now on, what comes is new; ids that the server no longer has are dropped. */
export function keepReading(programme: Programme, isFromServer: boolean) {
  const read = readOf(programme);
  if (read && !isFromServer) return;
  const fresh = unread(programme);
  const ids = programme.announcements.map(({ id }) => id).filter((id) => !fresh.includes(id));
  if (read?.length !== ids.length) remember(keyOf(programme), ids);
}

export function markRead(programme: Programme, ids: string[]) {
  const fresh = unread(programme).filter((id) => ids.includes(id));
  if (fresh.length) remember(keyOf(programme), [...(readOf(programme) ?? []), ...fresh]);
}
