/** Which screen shows a route. */

import type { VNode } from "preact";
import type { Contents } from "../contents";
import type { Block, Site } from "../data/documents";
import type { Route } from "../routes";
import { languageName, t } from "../words";
import { AnnouncementScreen, AnnouncementsScreen } from "./announcements";
import { HomeScreen } from "./home";
import { OverviewScreen } from "./overview";
import { PageScreen } from "./page";
import { SpeakerScreen, SpeakersScreen } from "./people";
import { ProgrammeScreen, today } from "./programme";
import { SessionScreen } from "./session";

export interface Visit {
  route: Route;
  search: string;
  /** Changes with each navigation, so that a screen starts anew. */
  number: number;
  /** How far down the reader was when they left this screen; 0 for a new visit. */
  scrolled: number;
}

export interface Shown {
  screen: VNode;
  title: string;
}

interface Sources {
  contents?: Contents | undefined;
  site?: Site | undefined;
}

/** The screen for a visit, or undefined while the device has not got what it shows. */
export function screenFor(visit: Visit, { contents, site }: Sources): Shown | undefined {
  if (contents) return ofEdition(visit, contents);
  if (!site) return undefined;
  return visit.route.screen === "home"
    ? { screen: <HomeScreen site={site} />, title: site.home.title }
    : ofSite(visit.route, site);
}

function ofSite(route: Route, site: Site): Shown | undefined {
  const row = site.pages.find(({ slug }) => slug === route.edition);
  if (route.screen !== "front" || !row) return undefined;
  const props = { row, document: site, languageName, resolve: same, below: `${row.slug}/` };
  return { screen: <PageScreen {...props} />, title: row.title };
}

const same = (html: string) => html;

function ofEdition({ route, search, number, scrolled }: Visit, contents: Contents): Shown | undefined {
  const { programme, details } = contents;
  const named = <T extends { slug: string }>(rows: T[]) =>
    rows.find(({ slug }) => slug === route.slug);
  switch (route.screen) {
    case "front":
      return { screen: <OverviewScreen contents={contents} />, title: "" };
    case "programme":
    case "day": {
      const date = route.screen === "day" ? route.slug : today(contents);
      if (!search && !contents.days.some((day) => day.date === date)) return undefined;
      const props = { contents, date, search, isRestored: scrolled > 0 };
      const title = search ? t("Programme") : `${t("Programme")}, ${contents.day(date).name}`;
      return { screen: <ProgrammeScreen key={number} {...props} />, title };
    }
    case "session": {
      const row = named(programme.sessions);
      return row && { screen: <SessionScreen contents={contents} row={row} />, title: row.title };
    }
    case "speakers":
      return { screen: <SpeakersScreen contents={contents} />, title: t("Speakers") };
    case "speaker": {
      const row = named(programme.speakers);
      return row && { screen: <SpeakerScreen contents={contents} row={row} />, title: row.name };
    }
    case "announcements":
      return { screen: <AnnouncementsScreen contents={contents} />, title: t("Announcements") };
    case "announcement": {
      const row = named(programme.announcements);
      return row && { screen: <AnnouncementScreen contents={contents} row={row} />, title: row.title };
    }
    case "page": {
      const row = named(programme.pages);
      return row && details && { screen: pageOf(contents, row), title: row.title };
    }
    default:
      return undefined;
  }
}

function pageOf(contents: Contents, row: Contents["programme"]["pages"][number]) {
  const { body } = contents.about<{ id: string; body: Block[] }>(row);
  return (
    <PageScreen
      row={body ? { ...row, body } : row}
      document={contents.programme}
      languageName={contents.languageName}
      resolve={contents.resolve}
      below={contents.pageHref(row).slice(contents.language.length + 2)}
    />
  );
}

