/** The documents that this device holds: the only module that touches IndexedDB. */

import type { Documents, Name } from "./documents";

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

const DOCUMENTS = "documents";
// Apart from the documents: a check every half minute must not write them anew.
const CHECKS = "checks";

const keyOf = (scope: Scope, name: Name) => `${scope.edition}/${scope.language}/${name}`;

let opening: Promise<IDBDatabase> | undefined;

function open() {
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("majlis", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DOCUMENTS);
      request.result.createObjectStore(CHECKS);
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const db = request.result;
      // The next version, or the reader who wipes the site, must not wait for this tab.
      db.onversionchange = () => db.close();
      db.onclose = forget;
      resolve(db);
    };
  });
  opening.catch(forget);
  return opening;
}

function forget() {
  opening = undefined;
}

function done<T>(request: IDBRequest<T>) {
  return new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Whether this device keeps anything at all: private windows and full disks may refuse. */
export async function isUsable() {
  try {
    await open();
    return true;
  } catch {
    return false;
  }
}

/** A document of the device; undefined where there is none or storage is refused. */
export async function read<N extends Name>(scope: Scope, name: N): Promise<Held<N> | undefined> {
  try {
    const db = await open();
    return await done(db.transaction(DOCUMENTS).objectStore(DOCUMENTS).get(keyOf(scope, name)));
  } catch {
    return undefined;
  }
}

/** Keep a document and the moment (epoch ms) at which the server confirmed it; false if refused. */
export async function write<N extends Name>(scope: Scope, name: N, held: Held<N>) {
  return inOneGo([DOCUMENTS, CHECKS], (stores) => {
    stores.objectStore(DOCUMENTS).put(held, keyOf(scope, name));
    stores.objectStore(CHECKS).put(held.fetchedAt, keyOf(scope, name));
  });
}

/** Note that the server still has the same document. */
export async function confirm(scope: Scope, name: Name, at: number) {
  return inOneGo([CHECKS], (stores) => stores.objectStore(CHECKS).put(at, keyOf(scope, name)));
}

/** When a document was last known to be current (epoch ms), or 0. */
export async function confirmedAt(scope: Scope, name: Name): Promise<number> {
  try {
    const db = await open();
    return (await done(db.transaction(CHECKS).objectStore(CHECKS).get(keyOf(scope, name)))) ?? 0;
  } catch {
    return 0;
  }
}

/** All programmes on this device. */
export async function programmes(): Promise<Scope[]> {
  try {
    const db = await open();
    const keys = await done(db.transaction(DOCUMENTS).objectStore(DOCUMENTS).getAllKeys());
    return keys
      .map((key) => String(key).split("/"))
      .filter(([edition, , name]) => edition && name === "programme")
      .map(([edition, language]) => ({ edition: edition!, language: language! }));
  } catch {
    return [];
  }
}

async function inOneGo(stores: string[], act: (transaction: IDBTransaction) => void) {
  try {
    const transaction = (await open()).transaction(stores, "readwrite");
    act(transaction);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    return true;
  } catch {
    return false;
  }
}
