/** Answers from the device what it holds: a table of rules, the first that matches answers. */

import { routeOf } from "../routes";

/** Written before this script by the server (pwa/shell.py). */
declare const MAJLIS: {
  version: string;
  languages: string[];
  files: string[];
  /** What registration needs besides: the same in all languages, and the words of each. */
  kit: string[];
  words: Record<string, string>;
};
declare const self: WorkerScope;

interface WorkerScope {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { matchAll(options: object): Promise<{ url: string }[]> };
}

interface WorkerEvent extends Event {
  request: Request;
  data: { keep?: string; kit?: string; pictures?: string[]; takeOver?: boolean; forget?: boolean };
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const SHELLS = "majlis-shell-";
const SHELL = SHELLS + MAJLIS.version;
const PICTURES = "majlis-pictures";
const MOST_PICTURES = 300;
const MOST_BYTES = 20_000_000;

let isForgotten = false;

const shellOf = (language: string) => `/app/shell/${language}/`;
const languageOf = (path: string) => routeOf(path, MAJLIS.languages)?.language;

type Rule = [
  matches: (request: Request, url: URL) => unknown,
  answer: (request: Request, url: URL) => Promise<Response>,
];

const RULES: Rule[] = [
  [(request, url) => request.mode === "navigate" && !url.searchParams.has("network") && languageOf(url.pathname), screen],
  [(_, url) => MAJLIS.files.includes(url.pathname), file],
  [(_, url) => url.pathname.endsWith(".woff2") || kitOf().includes(url.pathname), onceAsked],
  [(_, url) => url.pathname.startsWith("/media/"), picture],
];

// --- strategies ---

async function screen(request: Request, url: URL) {
  const shell = await kept(shellOf(languageOf(url.pathname)!));
  return shell ?? fetch(request).catch(async (error) => (await anyShell()) ?? Promise.reject(error));
}

/** Without opening the cache, which would make it anew where the reader had it removed. */
const kept = (path: string, cacheName = SHELL) => caches.match(path, { cacheName });

/** Without network, words in another language are better than the browser's own page. */
async function anyShell() {
  for (const language of MAJLIS.languages) {
    const shell = await kept(shellOf(language));
    if (shell) return shell;
  }
  return undefined;
}

async function file(request: Request, url: URL) {
  return (await kept(url.pathname)) ?? fetch(request);
}

const kitOf = (languages = MAJLIS.languages) => [
  ...MAJLIS.kit,
  ...languages.map((language) => MAJLIS.words[language]!),
];

/** Not everybody needs it: kept once a page has asked for it, never before. */
async function onceAsked(request: Request, url: URL) {
  const found = await kept(url.pathname);
  if (found) return found;
  const response = await fetch(request);
  if (response.status === 200) await put(SHELL, url.pathname, response);
  return response;
}

async function picture(request: Request, url: URL) {
  const picture = await kept(url.pathname, PICTURES);
  if (picture) return picture;
  try {
    const response = await fetch(request);
    await keepPicture(url.pathname, response);
    return response;
  } catch (error) {
    return (await otherSize(url.pathname)) ?? Promise.reject(error);
  }
}

/** What does not fit on the device is shown all the same. */
async function put(name: string, path: string, response: Response) {
  if (isForgotten) return;
  const copy = response.clone();
  await caches.open(name).then((cache) => cache.put(path, copy)).catch(() => undefined);
}

/** The same picture in another size, by the name that Wagtail gives its renditions. */
async function otherSize(path: string) {
  const cache = await caches.open(PICTURES);
  const stem = path.replace(/\.(fill|max)-\d+x\d+.*$/, ".");
  const other = (await cache.keys()).find(({ url }) => new URL(url).pathname.startsWith(stem));
  return other && cache.match(other);
}

async function keepPicture(path: string, response: Response) {
  const isPicture = response.headers.get("Content-Type")?.startsWith("image/");
  if (response.status === 200 && isPicture) await put(PICTURES, path, response);
}

// --- what is kept ---

async function install() {
  const cache = await caches.open(SHELL);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const wanted = new Set(pages.map(({ url }) => languageOf(new URL(url).pathname)));
  for (const language of MAJLIS.languages) {
    if (await caches.match(shellOf(language))) wanted.add(language);
  }
  wanted.delete(undefined);
  if (!wanted.size) wanted.add(MAJLIS.languages[0]);
  const addresses = [...MAJLIS.files, ...[...wanted].map((language) => shellOf(language!))];
  for (const language of await languagesOfKits()) addresses.push(...kitOf([language]));
  await cache.addAll([...new Set(addresses)].map((address) => new Request(address, { cache: "no-cache" })));
  if (isForgotten) await removeAll("majlis-");
}

/** Whoever had what registration needs must have it in a new version as well. */
async function languagesOfKits() {
  const found = new Set<string>();
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) {
      const [, language = ""] = /\/app\/words\/([a-z-]+)\//.exec(url) ?? [];
      if (language in MAJLIS.words) found.add(language);
    }
  }
  return found;
}

async function removeAll(prefix: string, except?: string) {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== except);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** The reader had the device forget: what is under way must not bring anything back. */
async function forget() {
  isForgotten = true;
  await removeAll("majlis-");
}

async function keepShell(language: string) {
  const address = shellOf(language);
  if (!MAJLIS.languages.includes(language) || (await kept(address))) return;
  await put(SHELL, address, await fetch(address));
}

async function keepKit(language: string) {
  for (const address of language in MAJLIS.words ? kitOf([language]) : []) {
    if (await kept(address)) continue;
    const response = await fetch(address);
    if (response.status === 200) await put(SHELL, address, response);
  }
}

async function keepPictures(addresses: string[]) {
  for (const address of addresses.slice(0, MOST_PICTURES)) {
    if (isForgotten) return;
    if (!address.startsWith("/media/") || (await kept(address, PICTURES))) continue;
    await keepPicture(address, await fetch(address));
  }
  if (!isForgotten) await trim(await caches.open(PICTURES));
}

/** The oldest go first. */
async function trim(cache: Cache) {
  let count = 0;
  let bytes = 0;
  for (const request of [...(await cache.keys())].reverse()) {
    const response = await cache.match(request);
    bytes += Number(response?.headers.get("Content-Length") ?? 0);
    if (++count > MOST_PICTURES || bytes > MOST_BYTES) await cache.delete(request);
  }
}

// --- events ---

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(removeAll(SHELLS, SHELL)));
self.addEventListener("message", (event) => {
  const { keep, kit, pictures, takeOver, forget: isToForget } = event.data;
  if (takeOver) void self.skipWaiting();
  if (keep) event.waitUntil(keepShell(keep));
  if (kit) event.waitUntil(keepKit(kit));
  if (pictures) event.waitUntil(keepPictures(pictures));
  if (isToForget) event.waitUntil(forget());
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  // What an editor looks at is not what a reader keeps.
  if (event.request.referrer.startsWith(`${location.origin}/admin/`)) return;
  const rule = RULES.find(([matches]) => matches(event.request, url));
  if (rule) event.respondWith(rule[1](event.request, url));
});
