/** The page as the app draws it: screens from what the device holds, kept in step with the server. */

import { render } from "preact";
import { Contents } from "./contents";
import * as db from "./data/db";
import type { Announcement, Name } from "./data/documents";
import { poll } from "./data/polling";
import { Sync } from "./data/sync";
import { Masthead } from "./parts/masthead";
import { EditionNotices } from "./parts/notices";
import { Status } from "./parts/status";
import { type Route, routeOf } from "./routes";
import { screenFor, type Visit } from "./screens";
import { type Kept, MissingScreen } from "./screens/missing";
import { momentWords } from "./time";
import { language, languageCodes, t } from "./words";
import { keepPortraits, lookForUpdate, register } from "./worker/client";

const SCROLL_DELAY = 500;

export class App {
  private sync = new Sync("", language());
  private contents: Contents | undefined;
  private visit: Visit | undefined;
  private news: Announcement[] = [];
  private update: (() => void) | undefined;
  /** Whether main and masthead are ours; until then they are the server's. */
  private isDrawing = false;
  private hasMasthead = false;
  private hasAsked = false;

  constructor(
    private readonly main: HTMLElement,
    private readonly masthead: HTMLElement,
    private readonly status: HTMLElement,
  ) {}

  /** On a page that the server made: keep the documents, and draw only when they have changed. */
  async accompany(edition: string) {
    if (!(await db.isUsable())) return;
    const route = routeOf(location.pathname, languageCodes());
    this.visit = route && this.newVisit(route, location.search);
    await this.follow(edition);
    this.live();
  }

  /** On an empty shell: draw the screen of the address. */
  async draw() {
    if (!routeOf(location.pathname, languageCodes())) return location.replace(`/${language()}/`);
    await this.open(location.pathname, location.search, history.state?.scrolled ?? 0);
    this.live();
  }

  private live() {
    poll(
      (all) => this.refresh(all),
      () => this.drawStatus(),
    );
    this.drawStatus();
    this.followLinks();
    const start = () =>
      register((takeOver) => {
        this.update = takeOver;
        this.drawStatus();
      }).then(() => this.documents.details && keepPortraits(this.documents.details));
    if (document.readyState === "complete") void start();
    else addEventListener("load", start);
  }

  // --- documents ---

  private get documents() {
    return this.sync.documents;
  }

  private async follow(edition: string) {
    this.sync = new Sync(edition, language());
    this.hasAsked = false;
    this.news = [];
    await this.sync.load();
    this.resolve();
  }

  private resolve() {
    const { programme, details } = this.documents;
    this.contents = programme && this.sync.edition ? new Contents(programme, details) : undefined;
  }

  private async refresh(all: boolean) {
    const before = this.documents.programme;
    const sync = this.sync;
    const { changed } = await sync.refresh(all);
    if (sync !== this.sync) return; // the reader went elsewhere meanwhile
    if (changed.length) this.take(changed, before?.announcements);
    this.hasAsked ||= this.sync.connection === "current";
    if (all) lookForUpdate();
    this.drawStatus();
  }

  private take(changed: Name[], known: Announcement[] | undefined) {
    this.resolve();
    const { programme, details } = this.documents;
    if (known && programme && changed.includes("programme")) {
      const ids = new Set(known.map(({ id }) => id));
      const current = new Set(programme.announcements.map(({ id }) => id));
      this.news = [
        ...programme.announcements.filter(({ id }) => !ids.has(id)),
        ...this.news.filter(({ id }) => current.has(id)),
      ];
    }
    if (details && changed.includes("details")) keepPortraits(details);
    // What the server just sent as a page needs no drawing, and typing is never interrupted.
    if (this.isDrawing || (this.hasAsked && !isTyping())) this.drawScreen();
  }

  // --- screens ---

  private newVisit(route: Route, search: string, scrolled = 0): Visit {
    return { route, search, scrolled, number: (this.visit?.number ?? 0) + 1 };
  }

  private async open(path: string, search: string, scrolled: number) {
    const route = routeOf(path, languageCodes());
    if (!route) return location.reload();
    this.visit = this.newVisit(route, search, scrolled);
    const { visit } = this;
    if (!this.isDrawing || this.sync.edition !== route.edition) await this.follow(route.edition);
    if (!this.contents && route.screen === "front") await this.followSite(route);
    if (visit !== this.visit) return;
    if (!needsOnlyProgramme(route) || !this.drawScreen()) await this.openWithDetails(visit);
    if (visit === this.visit) scrollTo({ top: scrolled, behavior: "instant" });
  }

  private async openWithDetails(visit: Visit) {
    await this.sync.loadOthers();
    this.resolve();
    if (visit === this.visit && !this.drawScreen()) await this.seek(visit);
  }

  private async followSite(route: Route) {
    await this.sync.loadOthers();
    const isPage = this.documents.site?.pages.some(({ slug }) => slug === route.edition);
    if (isPage) await this.follow("");
  }

  /** The device has not got it: the server may, as a document, or as a page of its own. */
  private async seek(visit: Visit) {
    const { isAbsent } = await this.sync.refresh(true);
    if (visit !== this.visit) return;
    if (isAbsent && visit.route.screen === "front") {
      await this.follow("");
      await this.sync.refresh(true);
    }
    this.resolve();
    if (visit !== this.visit || this.drawScreen()) return;
    if (this.sync.connection === "current") {
      const query = new URLSearchParams(visit.search);
      query.set("network", "");
      location.replace(`${location.pathname}?${query}`);
    } else {
      this.drawMissing(visit, await keptPages());
    }
  }

  /** Whether there was something to draw. */
  private drawScreen() {
    const { visit, contents } = this;
    const { site } = this.documents;
    const shown = visit && screenFor(visit, { contents, site });
    if (!visit || !shown) return false;
    this.begin();
    render(
      <>
        {contents && <EditionNotices edition={contents.programme.edition} />}
        {shown.screen}
      </>,
      this.main,
    );
    this.drawMasthead();
    const of = contents?.programme.edition.title ?? "";
    document.title = [shown.title, of].filter(Boolean).join(" · ");
    return true;
  }

  private drawMasthead() {
    const { contents } = this;
    const { site } = this.documents;
    if (!contents && !site) return; // what the shell has there is the best there is
    if (!this.hasMasthead) this.masthead.replaceChildren();
    this.hasMasthead = true;
    const { pathname: path, search } = location;
    render(<Masthead {...{ contents, site, path, search }} />, this.masthead);
  }

  private drawMissing(visit: Visit, kept: Kept[]) {
    this.begin();
    const retry = () => void this.open(location.pathname, visit.search, 0);
    document.title = t("Not on this device yet");
    this.drawMasthead();
    render(<MissingScreen kept={kept} retry={retry} />, this.main);
  }

  private begin() {
    if (this.isDrawing) return;
    this.isDrawing = true;
    this.main.replaceChildren();
    history.scrollRestoration = "manual";
  }

  private drawStatus() {
    const { connection, confirmedAt } = this.sync;
    const isOffline = !navigator.onLine || connection === "offline";
    const isOld = isOffline || connection === "unusable";
    const { contents, update } = this;
    const news = contents
      ? this.news.map((row) => ({
          row,
          href: contents.announcementHref(row),
          attributes: contents.attributes(row, "title", row.title),
        }))
      : [];
    // After the frame: formatters are slow to start.
    requestAnimationFrame(() =>
      setTimeout(() => {
        const edition = contents?.programme.edition;
        // A page of the server is as old as its load; where the app shows nothing, nothing is old.
        const moment = confirmedAt || (this.isDrawing ? 0 : performance.timeOrigin);
        const asOf = isOld && moment ? momentWords(moment, edition) : "";
        render(<Status {...{ asOf, isOffline, news }} {...(update && { update })} />, this.status);
      }),
    );
  }

  // --- moving about ---

  private followLinks() {
    document.addEventListener("click", (event) => {
      const url = this.isDrawing ? addressOf(event) : undefined;
      if (!url) return;
      event.preventDefault();
      history.pushState({}, "", url);
      void this.open(url.pathname, url.search, 0).then(() => {
        this.main.focus({ preventScroll: true });
      });
      this.news = this.news.filter(({ slug }) => slug !== this.visit?.route.slug);
      this.drawStatus();
    });
    addEventListener("popstate", () => {
      if (this.isDrawing) void this.open(location.pathname, location.search, history.state?.scrolled ?? 0);
    });
    let timer = 0;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (this.isDrawing) history.replaceState({ scrolled: scrollY }, "");
      }, SCROLL_DELAY) as unknown as number;
    });
  }
}

/** Where a click leads, if that is a screen in this language and nothing but a plain click. */
function addressOf(event: MouseEvent) {
  const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (event.defaultPrevented || !isPlain || !link || link.target || link.download) return undefined;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.hash) return undefined;
  return routeOf(url.pathname, languageCodes())?.language === language() ? url : undefined;
}

/** Whether a screen can be drawn before the long document is at hand. */
function needsOnlyProgramme({ screen }: Route) {
  return ["home", "programme", "day", "announcements", "announcement"].includes(screen);
}

function isTyping() {
  return document.activeElement?.matches("input, select, textarea") ?? false;
}

async function keptPages(): Promise<Kept[]> {
  const held = await Promise.all((await db.programmes()).map((scope) => db.read(scope, "programme")));
  return held.flatMap((row) => {
    if (!row) return [];
    const { edition, language } = row.body;
    return { href: `/${language}/${edition.slug}/`, title: edition.title, language };
  });
}
