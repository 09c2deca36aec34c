/** What is on this device in all, for the reader to see and to remove; only settings need it. */

import { tellHere, tellTabs } from "./channel";
import { confirmedAt, entries, type Scope, wipe } from "./db";
import type { Programme } from "./documents";
import { forgetMine } from "./mine";

export interface Stored extends Scope {
  title: string;
  bytes: number;
  /** When its first document was last known to be current (epoch ms), or 0. */
  confirmedAt: number;
}

/** The documents of each edition in each language; the site's own have no edition. */
export async function storedDocuments(): Promise<Stored[]> {
  const found = new Map<string, Stored>();
  for (const { edition, language, name, body } of await entries()) {
    const scope = `${edition}/${language}`;
    const row = found.get(scope) ?? { edition, language, title: "", bytes: 0, confirmedAt: 0 };
    row.bytes += new Blob([JSON.stringify(body)]).size;
    if (name === "site" || name === "programme") {
      row.title = ("home" in body ? body.home : (body as Programme).edition).title;
      row.confirmedAt = await confirmedAt(row, name);
    }
    found.set(scope, row);
  }
  return [...found.values()];
}

export interface Sizes {
  pictures: number;
  app: number;
  /** What the browser counts in all, if it tells. */
  total: number | undefined;
}

export async function storedSizes(): Promise<Sizes> {
  const [pictures, app, estimate] = await Promise.all([
    bytesOf("majlis-pictures"),
    bytesOf("majlis-shell-"),
    navigator.storage?.estimate?.().catch(() => undefined),
  ]);
  return { pictures, app, total: estimate?.usage };
}

async function bytesOf(prefix: string) {
  let sum = 0;
  try {
    for (const name of (await caches.keys()).filter((name) => name.startsWith(prefix))) {
      for (const response of await (await caches.open(name)).matchAll()) {
        sum += Number(response.headers.get("Content-Length")) || (await response.blob()).size;
      }
    }
  } catch {
    // Refused: then there are none.
  }
  return sum;
}

/** Remove everything of this site from the device, also without network and with other tabs open. */
export async function forgetDevice() {
  tellTabs({ forgotten: true });
  forgetMine();
  await Promise.all([wipe(), removeWorker()]);
  tellHere({ forgotten: true });
}

/** Unregister the worker and remove what it keeps; it is told first, lest it keep something more. */
async function removeWorker() {
  try {
    for (const row of await navigator.serviceWorker.getRegistrations()) {
      for (const worker of [row.installing, row.waiting, row.active]) {
        worker?.postMessage({ forget: true });
      }
      await row.unregister();
    }
    const ours = (await caches.keys()).filter((name) => name.startsWith("majlis-"));
    await Promise.all(ours.map((name) => caches.delete(name)));
  } catch {
    // Refused: then there are none.
  }
}
