/** The documents that this device holds: the only module that touches IndexedDB. */

import type { Documents, Name, Programme } from "./documents";

/** Whose documents: an edition (empty for the site's own) in one language. */
export interface Scope {
  edition: string;
  language: string;
}

export interface Held<N extends Name = Name> {
  body: Documents[N];
  etag: string;
  fetchedAt: number;
}

const DATABASE = "majlis";
/** What is personal is apart, and sealed: registration/safe.ts. */
export const PERSONAL = "majlis-personal";
const DOCUMENTS = "documents";
// Apart from the documents: a check every half minute must not write them anew.
const CHECKS = "checks";

const keyOf = (scope: Scope, name: Name) => `${scope.edition}/${scope.language}/${name}`;

/** Why documents do not last on this device: storage is refused, or full. */
export type Trouble = "refused" | "full" | undefined;

let opening: Promise<IDBDatabase> | undefined;
let found: Trouble;
let isForgotten = false;

export const trouble = () => found;

function open() {
  if (isForgotten) return Promise.reject(new Error("forgotten"));
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DOCUMENTS);
      request.result.createObjectStore(CHECKS);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      // The next version, or the reader who wipes the site, must not wait for this tab.
      db.onversionchange = ({ newVersion }) => {
        db.close();
        forget();
        isForgotten ||= newVersion === null;
      };
      db.onclose = forget; // the browser made room; what comes next may be kept again
      if (found === "refused") found = undefined;
      resolve(db);
    };
  });
  opening.catch(() => {
    forget();
    found = "refused";
  });
  return opening;
}

function forget() {
  opening = undefined;
}

/** Read from a store; undefined where storage is refused. */
async function look<T>(name: string, act: (store: IDBObjectStore) => Promise<T>) {
  try {
    return await act((await open()).transaction(name).objectStore(name));
  } catch {
    return undefined;
  }
}

function done<T>(request: IDBRequest<T>) {
  return new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Whether this device keeps anything at all: private windows and full disks may refuse. */
export const isUsable = () => open().then(() => true, () => false);

/** A document of the device; undefined where there is none or storage is refused. */
export const read = <N extends Name>(scope: Scope, name: N): Promise<Held<N> | undefined> =>
  look(DOCUMENTS, (store) => done(store.get(keyOf(scope, name))));

/** Keep a document and the moment (epoch ms) at which the server confirmed it; false if refused. */
export const write = <N extends Name>(scope: Scope, name: N, held: Held<N>) =>
  inOneGo((store) => store.put(store.name === CHECKS ? held.fetchedAt : held, keyOf(scope, name)));

/** Note that the server still has the same document. */
export const confirm = (scope: Scope, name: Name, at: number) =>
  inOneGo((store) => store.put(at, keyOf(scope, name)), [CHECKS]);

/** When a document was last known to be current (epoch ms), or 0. */
export async function confirmedAt(scope: Scope, name: Name): Promise<number> {
  return (await look(CHECKS, (store) => done(store.get(keyOf(scope, name))))) ?? 0;
}

/** All programmes on this device. */
export async function programmes() {
  const rows = await entries();
  return rows.flatMap(({ name, body }) => (name === "programme" ? (body as Programme) : []));
}

/** Everything that this device holds. */
export async function entries() {
  const found = await look(DOCUMENTS, async (store) => {
    const [keys, rows] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
    return (rows as Held[]).map(({ body }, index) => {
      const [edition, language, name] = String(keys[index]).split("/") as [string, string, Name];
      return { edition, language, name, body };
    });
  });
  return found ?? [];
}

/** Remove the documents of an edition in a language. */
export function remove({ edition, language }: Scope) {
  const start = `${edition}/${language}/`;
  return inOneGo((store) => store.delete(IDBKeyRange.bound(start, `${start}\uffff`)));
}

/** Remove the databases. Ours is emptied first, since removing waits for tabs that sleep. */
export async function wipe() {
  await inOneGo((store) => store.clear());
  stop();
  try {
    for (const name of [DATABASE, PERSONAL]) {
      const request = indexedDB.deleteDatabase(name);
      await new Promise((resolve) => {
        request.onsuccess = request.onerror = request.onblocked = resolve;
      });
    }
  } catch {
    // Refused: then there is none.
  }
}

/** Keep nothing any more, in this tab. */
export function stop() {
  isForgotten = true;
  opening?.then((db) => db.close()).catch(() => undefined);
}

/** Do the same to some stores in one transaction; false if it was refused. */
async function inOneGo(act: (store: IDBObjectStore) => void, stores = [DOCUMENTS, CHECKS]) {
  try {
    const transaction = (await open()).transaction(stores, "readwrite");
    for (const name of stores) act(transaction.objectStore(name));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    return true;
  } catch (error) {
    if ((error as DOMException | null)?.name === "QuotaExceededError") found = "full";
    return false;
  }
}
