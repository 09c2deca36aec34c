/** The page as the app draws it: screens from what the device holds, kept in step with the server. */

import { render } from "preact";
import { changesOf } from "./agenda";
import { Contents } from "./contents";
import { onTold, type Telling } from "./data/channel";
import * as db from "./data/db";
import type { Announcement, Name } from "./data/documents";
import { forgetMine, isRefused, onChange, recall } from "./data/mine";
import { poll } from "./data/polling";
import { keepReading } from "./data/read";
import { Sync } from "./data/sync";
import { drawMasthead, drawScreen } from "./drawing";
import { watchInstalling } from "./installing";
import { focusMain, main, status } from "./page";
import { Status } from "./parts/status";
import { addressOf, isTyping, whenIdle } from "./reader";
import { type Route, routeOf } from "./routes";
import { prepare, prepareRegistration, screenFor, type Visit } from "./screens";
import { GoneScreen } from "./screens/gone";
import { keptPages, MissingScreen } from "./screens/missing";
import { momentWords } from "./time";
import { language, languageCodes, t } from "./words";
import { keepPictures, lookForUpdate, register } from "./worker/client";

const SCROLL_DELAY = 500;

let sync: Sync;
let contents: Contents | undefined;
let visit: Visit | undefined;
let news: Announcement[] = [];
let update: (() => void) | undefined;
/** Whether main and masthead are ours; until then they are the server's. */
let isDrawing = false;
let hasAsked = false;
/** Everything was removed: from now on this page only says so. */
let isGone = false;
/** Whether starred sessions changed while the reader was here. */
let hasOtherAgenda = false;
/** Whether a drawing of what the reader did is under way. */
let isDue = false;

/** On a page that the server made: keep the documents, and draw only when they have changed. */
export async function accompany(edition: string) {
  const route = routeOf(location.pathname, languageCodes());
  // The server's forms are not taken over: somebody may have begun to fill them in.
  const isServers = route?.screen.startsWith("regist") && !location.hash;
  visit = route && !isServers ? newVisit(route, location.search) : undefined;
  await follow(edition);
  live();
}

/** On an empty shell: draw the screen of the address. */
export async function draw() {
  if (!routeOf(location.pathname, languageCodes())) return location.replace(`/${language()}/`);
  await openHere();
  live();
}

function live() {
  poll(refresh, drawStatus);
  onChange(mineChanged);
  onTold(told);
  watchInstalling(() => mineChanged("install"));
  drawStatus();
  followLinks();
  if (document.readyState === "complete") void start();
  else addEventListener("load", start);
}

async function start() {
  // A shell without documents would be worth less than the server's page.
  if (!(await db.isUsable())) return drawStatus();
  await register((takeOver) => {
    update = takeOver;
    drawStatus();
  });
  // A visit that was cut short may have left the details here without their pictures.
  await sync.loadOthers();
  if (sync.documents.details) keepPictures(sync.documents.details);
}

// --- documents ---

async function follow(edition: string) {
  sync = new Sync(edition, language());
  hasAsked = false;
  news = [];
  await sync.load();
  resolve();
  if (contents) keepReading(contents.programme, false);
}

function resolve() {
  const { programme, details } = sync.documents;
  contents = programme && sync.edition ? new Contents(programme, details) : undefined;
}

async function told(telling: Telling) {
  if ("forgotten" in telling) return forgotten();
  const { edition, language } = telling.stored;
  if (edition !== sync.edition || language !== sync.language) return;
  await changing(sync.adopt());
}

/** The device was made to forget, here or in another tab: nothing may be written back. */
function forgotten() {
  db.stop();
  if (isGone) return;
  isGone = true;
  visit = undefined; // what is under way ends without being drawn
  forgetMine();
  render(null, status);
  begin();
  document.title = t("Nothing is left");
  render(<GoneScreen />, main);
  scrollTo(0, 0);
  main.focus();
}

async function refresh(all: boolean) {
  if (isGone || !(await changing(sync.refresh(all).then(({ changed }) => changed)))) return;
  hasAsked ||= sync.connection === "current";
  if (all) lookForUpdate();
  drawStatus();
  if (!isDrawing) whenIdle(takeOver);
  if (contents?.programme.edition.state === "open" || recall("registered")) {
    whenIdle(prepareRegistration);
  }
}

/** Take what changes; false if the reader went elsewhere meanwhile. */
async function changing(names: Promise<Name[]>) {
  const asked = sync;
  const known = sync.documents.programme?.announcements;
  const changed = await names;
  if (asked !== sync) return false;
  if (changed.length) take(changed, known);
  return true;
}

/** Put the screen in the place of the server's page, which looks the same but cannot act. */
async function takeOver() {
  const before = visit;
  if (!before || !(await has(before.route))) return;
  await sync.loadOthers();
  if (isDrawing || before !== visit || document.activeElement !== document.body) return;
  resolve();
  before.scrolled = scrollY;
  drawVisit();
}

/** Whether the script of a screen is at hand: device or network may have it. */
const has = ({ screen }: Route) => prepare(contents && screen).then(() => true, () => false);

function take(changed: Name[], known: Announcement[] | undefined) {
  const before = agendaChanges();
  resolve();
  hasOtherAgenda ||= agendaChanges() !== before;
  const { programme, details } = sync.documents;
  if (programme && changed.includes("programme")) {
    keepReading(programme, true);
    if (known) news = newsOf(programme.announcements, known);
  }
  if (details && changed.includes("details")) keepPictures(details);
  // What the server just sent as a page needs no drawing, and typing is never interrupted.
  if (isDrawing || (hasAsked && !isTyping())) drawVisit();
}

/** What came while the reader was here and is still there, the newest first. */
function newsOf(rows: Announcement[], known: Announcement[]) {
  const isIn = (list: Announcement[], row: Announcement) => list.some(({ id }) => id === row.id);
  return [...rows.filter((row) => !isIn(known, row)), ...news.filter((row) => isIn(rows, row))];
}

const agendaChanges = () => contents && JSON.stringify(changesOf(contents));

/** The reader starred something, or wants other digits, here or in another tab. */
function mineChanged(key: string) {
  if (!key || key === "settings") resolve();
  if (isDue) return;
  isDue = true;
  // One act may change several things: draw once.
  queueMicrotask(() => {
    isDue = false;
    if (isDrawing) drawVisit();
    drawStatus();
  });
}

// --- screens ---

const newVisit = (route: Route, search: string, scrolled = 0): Visit => ({
  route,
  search,
  scrolled,
  number: (visit?.number ?? 0) + 1,
});

const openHere = () => open(location.pathname, location.search, history.state?.scrolled ?? 0);

async function open(path: string, search: string, scrolled: number) {
  const route = routeOf(path, languageCodes());
  if (!route || isGone) return location.reload();
  const mine = (visit = newVisit(route, search, scrolled));
  if (!isDrawing || sync.edition !== route.edition) await follow(route.edition);
  if (!contents && route.screen === "front") await followSite(route);
  await has(route);
  if (mine !== visit) return;
  if (!needsOnlyProgramme(route) || !drawVisit()) await openWithDetails(mine);
  if (mine === visit) scrollTo({ top: scrolled, behavior: "instant" });
}

async function openWithDetails(mine: Visit) {
  await sync.loadOthers();
  resolve();
  if (mine === visit && !drawVisit()) await seek(mine);
}

async function followSite(route: Route) {
  await sync.loadOthers();
  if (sync.documents.site?.pages.some(({ slug }) => slug === route.edition)) await follow("");
}

/** The device has not got it: the server may, as a document, or as a page of its own. */
async function seek(mine: Visit) {
  const { isAbsent } = await sync.refresh(true);
  if (mine !== visit) return;
  if (isAbsent && mine.route.screen === "front") {
    await follow("");
    await sync.refresh(true);
  }
  resolve();
  if (mine !== visit || drawVisit()) return;
  if (sync.connection === "current") {
    const query = new URLSearchParams(mine.search);
    query.set("network", "");
    location.replace(`${location.pathname}?${query}${location.hash}`);
  } else {
    await drawMissing(mine);
  }
}

/** Whether there was something to draw. */
function drawVisit() {
  const { site } = sync.documents;
  const shown = visit && screenFor(visit, { contents, site });
  if (!shown) return false;
  begin();
  drawScreen(shown, { contents });
  drawTop();
  return true;
}

function drawTop() {
  const { site } = sync.documents;
  // Without them, what the shell has there is the best there is.
  if (contents || site) drawMasthead({ contents, site }, location);
}

async function drawMissing(mine: Visit) {
  const kept = await keptPages();
  if (mine !== visit) return;
  begin();
  document.title = t("Not on this device yet");
  drawTop();
  const retry = () => void open(location.pathname, mine.search, 0);
  render(<MissingScreen kept={kept} retry={retry} />, main);
}

function begin() {
  if (isDrawing) return;
  isDrawing = true;
  main.replaceChildren();
  history.scrollRestoration = "manual";
}

function drawStatus() {
  // After the frame: formatters are slow to start.
  requestAnimationFrame(() => setTimeout(drawStatusNow));
}

function drawStatusNow() {
  document.documentElement.classList.remove("starting");
  if (isGone) return;
  const { connection, confirmedAt } = sync;
  const isOffline = !navigator.onLine || connection === "offline";
  const isOld = isOffline || connection === "unusable";
  // A page of the server is as old as its load; where the app shows nothing, nothing is old.
  const moment = confirmedAt || (isDrawing ? 0 : performance.timeOrigin);
  const asOf = isOld && moment ? momentWords(moment, contents?.programme.edition) : "";
  const changes = contents && hasOtherAgenda ? changesOf(contents).length : 0;
  const kept = { isRefused: isRefused(), trouble: db.trouble() };
  render(<Status {...{ asOf, isOffline, ...kept, contents, changes, news, update }} />, status);
}

// --- moving about ---

function followLinks() {
  document.addEventListener("click", (event) => {
    const url = isDrawing && !isGone ? addressOf(event) : undefined;
    if (!url) return;
    event.preventDefault();
    history.pushState({}, "", url);
    void open(url.pathname, url.search, 0).then(() => {
      // A screen may have a field that is what the reader came for.
      const field = main.querySelector<HTMLElement>("[data-focus]");
      if (field) field.focus({ preventScroll: true });
      else focusMain();
    });
    news = news.filter(({ slug }) => slug !== visit?.route.slug);
    if (visit?.route.screen === "agenda") hasOtherAgenda = false;
    drawStatus();
  });
  addEventListener("popstate", () => {
    if (isDrawing) void openHere();
  });
  let timer = 0;
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isDrawing) history.replaceState({ scrolled: scrollY }, "");
    }, SCROLL_DELAY);
  });
}

/** Whether a screen can be drawn before the long document is at hand. */
function needsOnlyProgramme({ screen }: Route) {
  return !["front", "session", "speakers", "speaker", "search", "page"].includes(screen);
}
