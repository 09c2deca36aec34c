/** Answers from the device what it holds: a table of rules, the first that matches answers. */

import { routeOf } from "../routes";

/** Written before this script by the server (pwa/shell.py). */
declare const MAJLIS: { version: string; languages: string[]; files: string[] };
declare const self: WorkerScope;

interface WorkerScope {
  addEventListener(type: string, listener: (event: WorkerEvent) => void): void;
  skipWaiting(): Promise<void>;
  clients: { matchAll(options: object): Promise<{ url: string }[]> };
}

interface WorkerEvent extends Event {
  request: Request;
  data: { keep?: string; pictures?: string[]; takeOver?: boolean };
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}

const SHELLS = "majlis-shell-";
const SHELL = SHELLS + MAJLIS.version;
const PICTURES = "majlis-pictures";
const MOST_PICTURES = 300;
const MOST_BYTES = 20_000_000;

const shellOf = (language: string) => `/app/shell/${language}/`;
const languageOf = (path: string) => routeOf(path, MAJLIS.languages)?.language;

type Rule = [
  matches: (request: Request, url: URL) => unknown,
  answer: (request: Request, url: URL) => Promise<Response>,
];

const RULES: Rule[] = [
  [(request, url) => request.mode === "navigate" && !url.searchParams.has("network") && languageOf(url.pathname), screen],
  [(_, url) => MAJLIS.files.includes(url.pathname), file],
  [(_, url) => url.pathname.endsWith(".woff2"), font],
  [(_, url) => url.pathname.startsWith("/media/"), picture],
];

// --- strategies ---

async function screen(request: Request, url: URL) {
  const cache = await caches.open(SHELL);
  const shell = await cache.match(shellOf(languageOf(url.pathname)!));
  return shell ?? fetch(request).catch(async (error) => (await anyShell(cache)) ?? Promise.reject(error));
}

/** Without network, words in another language are better than the browser's own page. */
async function anyShell(cache: Cache) {
  for (const language of MAJLIS.languages) {
    const shell = await cache.match(shellOf(language));
    if (shell) return shell;
  }
  return undefined;
}

async function file(request: Request, url: URL) {
  return (await (await caches.open(SHELL)).match(url.pathname)) ?? fetch(request);
}

/** Fonts are large: kept once a page has asked for them, never before. */
async function font(request: Request, url: URL) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(url.pathname);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) await cache.put(url.pathname, response.clone());
  return response;
}

async function picture(request: Request, url: URL) {
  const cache = await caches.open(PICTURES);
  const kept = await cache.match(url.pathname);
  if (kept) return kept;
  try {
    const response = await fetch(request);
    await keepPicture(cache, url.pathname, response);
    return response;
  } catch (error) {
    return (await otherSize(cache, url.pathname)) ?? Promise.reject(error);
  }
}

/** The same picture in another size, by the name that Wagtail gives its renditions. */
async function otherSize(cache: Cache, path: string) {
  const stem = path.replace(/\.(fill|max)-\d+x\d+.*$/, ".");
  const other = (await cache.keys()).find(({ url }) => new URL(url).pathname.startsWith(stem));
  return other && cache.match(other);
}

async function keepPicture(cache: Cache, path: string, response: Response) {
  const isPicture = response.headers.get("Content-Type")?.startsWith("image/");
  if (response.status === 200 && isPicture) await cache.put(path, response.clone());
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
  await cache.addAll(addresses.map((address) => new Request(address, { cache: "no-cache" })));
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(SHELLS) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function keepShell(language: string) {
  const cache = await caches.open(SHELL);
  const address = shellOf(language);
  if (MAJLIS.languages.includes(language) && !(await cache.match(address))) await cache.add(address);
}

async function keepPictures(addresses: string[]) {
  const cache = await caches.open(PICTURES);
  for (const address of addresses.slice(0, MOST_PICTURES)) {
    if (!address.startsWith("/media/") || (await cache.match(address))) continue;
    await keepPicture(cache, address, await fetch(address));
  }
  await trim(cache);
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
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const { keep, pictures, takeOver } = event.data;
  if (takeOver) void self.skipWaiting();
  if (keep) event.waitUntil(keepShell(keep));
  if (pictures) event.waitUntil(keepPictures(pictures));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const rule = RULES.find(([matches]) => matches(event.request, url));
  if (rule) event.respondWith(rule[1](event.request, url));
});
