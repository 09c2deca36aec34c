/** A request for a seat on its way: waits on this device until the server says that it has it. */

import type { FormDocument } from "../data/documents";
import { askServer } from "./asking";
import * as safe from "./safe";
import { type Request, settled, type Wish } from "./settling";
import { solve } from "./work";

/** A request that was just written. */
export const freshRequest = (wish: Wish, key: string, { work, privacy }: FormDocument): Request => ({
  state: "waiting",
  tries: 0,
  due: 0,
  until: privacy.deleted_on,
  key,
  work,
  wish,
});

// Another tab may be sending, and another clock may have said when.
const SOONEST = 1000;
const LONGEST = 60 * 60_000;

let sending = "";
let timer = 0;

/** The edition whose request is being sent by this tab, or "". */
export const isSending = (edition: string) => sending === edition;

export const requestOf = (edition: string) => safe.recallSealed<Request>("request", edition);

/** Keep a request and send it as soon as may be; rejects if this device cannot keep it. */
export async function entrust(edition: string, request: Request) {
  await safe.keep("request", edition, request, request.until);
  void flush(true);
}

export const discard = (edition: string) => safe.drop("request", edition);

/** Send what waits, if no other tab does; with `isUrgent` also what waits after silence. */
export async function flush(isUrgent = false) {
  clearTimeout(timer);
  if (!navigator.onLine) return; // the browser says when it is back
  await alone(() => sendAll(isUrgent));
  const soonest = Math.min(...(await waiting()).map(({ request }) => request.due));
  const wait = Math.min(LONGEST, Math.max(SOONEST, soonest - Date.now()));
  if (soonest < Infinity) timer = setTimeout(flush, wait);
}

/** Only one tab sends; the server would know a second sending by its key all the same. */
const alone = (act: () => Promise<void>) =>
  navigator.locks
    ? navigator.locks.request("majlis-outbox", { ifAvailable: true }, (lock) => lock && act())
    : act();

async function waiting() {
  const editions = await safe.editionsOf("request");
  const rows = await Promise.all(
    editions.map(async (edition) => ({ edition, request: await requestOf(edition) })),
  );
  return rows.filter((row) => row.request?.state === "waiting") as {
    edition: string;
    request: Request;
  }[];
}

async function sendAll(isUrgent: boolean) {
  for (const { edition, request } of await waiting()) {
    const isDue = request.due <= Date.now() || (isUrgent && !request.isToWait);
    if (isDue) await send(edition, request);
  }
}

async function send(edition: string, request: Request) {
  const { wish, key, work } = request;
  sending = edition;
  safe.changed();
  try {
    const solved = work ? await solve(work) : undefined;
    const body = { ...wish, ...(solved && { work: solved }) };
    const answer = await askServer(`editions/${edition}/registrations/`, { key, body });
    const known = await requestOf(edition);
    // Changed or discarded meanwhile: what stands there now is what the person wants.
    if (!known || known.key !== key || JSON.stringify(known.wish) !== JSON.stringify(wish)) return;
    const next = settled(request, answer, Date.now());
    await safe.keep("request", edition, next, next.until, false);
  } finally {
    sending = "";
    safe.changed();
  }
}
