/**
 * What is personal on this device: a database of its own, whose rows are sealed (AES-GCM) with a key
 * that the browser keeps and never hands out. Names of rows and days of their end are in the clear.
 */

import { isUsable as isAllowed, PERSONAL } from "../data/db";
import { onChange, remember } from "../data/mine";

/** Of an edition: a request that waits, or a registration that the person chose to keep. */
export type Kind = "request" | "mine";

interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
  /** Day after which it is removed, as in 2027-06-27. */
  until: string;
}

const STORE = "sealed";
const KEY = "key";
const ALGORITHM = { name: "AES-GCM", length: 256 };
/** Tells main to load this script on each start, since something may wait. */
const FLAG = "registered";

const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel(PERSONAL) : undefined;

let opening: Promise<IDBDatabase> | undefined;
let isForgotten = false;

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  opening ??= openNow();
  opening.catch(() => (opening = undefined));
  return opening;
}

async function openNow() {
  // Neither where documents are refused nor after the device was made to forget.
  if (isForgotten || !(await isAllowed())) throw new Error("nothing is kept");
  return new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(PERSONAL, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const close = () => {
        request.result.close();
        opening = undefined;
      };
      request.result.onversionchange = close;
      request.result.onclose = close;
      resolve(request.result);
    };
  });
}

/** Act on the rows, and wait until it is on the disk. */
async function inStore<T>(act: (store: IDBObjectStore) => Promise<T>, mode?: "readwrite") {
  const transaction = (await open()).transaction(STORE, mode, { durability: "strict" });
  const written = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const [result] = await Promise.all([act(transaction.objectStore(STORE)), written]);
  return result;
}

/** The key of this device, made when it is first needed. Rejects where nothing can be kept. */
async function key() {
  const fresh = await crypto.subtle.generateKey(ALGORITHM, false, ["encrypt", "decrypt"]);
  return inStore(async (store) => {
    const known = await done<CryptoKey | undefined>(store.get(KEY));
    if (!known) store.put(fresh, KEY);
    return known ?? fresh;
  }, "readwrite");
}

/** Whether this browser can keep something sealed. */
export const isUsable = () => key().then(() => true, () => false);

/** A row is bound to its name: moved to another, it cannot be opened. */
const cipher = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
  name: ALGORITHM.name,
  iv,
  additionalData: new TextEncoder().encode(name),
});

/** Keep a value until a day; rejects if there is no room. */
export async function keep(kind: Kind, edition: string, value: object, until: string, isNew = true) {
  const name = `${kind}/${edition}`;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const data = await crypto.subtle.encrypt(cipher(name, iv), await key(), text);
  await inStore(async (store) => {
    // An answer that comes late must not bring back what the person has removed.
    const isThere = isNew || (await done(store.getKey(name)));
    if (isThere) store.put({ iv, data, until } satisfies Sealed, name);
  }, "readwrite");
  remember(FLAG, true);
  changed();
}

/** A value of this device; undefined if there is none that can be opened. */
export async function recallSealed<T>(kind: Kind, edition: string): Promise<T | undefined> {
  const name = `${kind}/${edition}`;
  try {
    const row = await inStore((store) => done<Sealed | undefined>(store.get(name)));
    if (!row) return undefined;
    const text = await crypto.subtle.decrypt(cipher(name, row.iv), await key(), row.data);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

/** Slugs of the editions that have a row of this kind. */
export async function editionsOf(kind: Kind) {
  const names = await inStore((store) => done(store.getAllKeys())).catch(() => []);
  return names.flatMap((name) => {
    const [first, edition] = String(name).split("/");
    return first === kind ? edition! : [];
  });
}

export async function drop(kind: Kind, edition: string) {
  await inStore((store) => done(store.delete(`${kind}/${edition}`)), "readwrite");
  const names = await inStore((store) => done(store.getAllKeys()));
  if (names.every((name) => name === KEY)) await removeAll();
  changed();
}

/** Remove everything personal, and the key; the next row has another. */
export async function removeAll() {
  await inStore((store) => done(store.clear()), "readwrite").catch(() => undefined);
  if (!isForgotten) remember(FLAG, undefined);
  changed();
}

/** Remove what has outlived its edition; `today` is as in 2027-06-27. */
export async function removeOld(today: string) {
  for (const kind of ["request", "mine"] as const) {
    for (const edition of await editionsOf(kind)) {
      const row = await inStore((store) => done<Sealed>(store.get(`${kind}/${edition}`)));
      if (row.until < today) await drop(kind, edition);
    }
  }
}

/** Be told of each change, here or in another tab; gives what ends it. */
export function onSafe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const tell = () => listeners.forEach((listener) => listener());

export function changed() {
  channel?.postMessage("");
  tell();
}

channel?.addEventListener("message", tell);

// The reader had the device forget: emptied first, since removing waits for tabs that sleep.
onChange((key) => {
  if (key || isForgotten) return;
  void removeAll();
  void opening?.then((db) => db.close());
  isForgotten = true;
});
