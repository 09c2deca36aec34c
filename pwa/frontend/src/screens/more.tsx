/** Screens that are not needed to read the programme: a script of their own, loaded after it. */

import type { Around, Contents } from "../contents";
import type { PageLink, Site } from "../data/documents";
import { countVisit, Invitation } from "../parts/install";
import type { Screen } from "../routes";
import { t } from "../words";
import { AgendaScreen } from "./agenda";
import { AnnouncementScreen, AnnouncementsScreen } from "./announcements";
import { aroundSite, HomeScreen } from "./home";
import { NowScreen } from "./now";
import { OverviewScreen } from "./overview";
import { PageScreen } from "./page";
import { SpeakerScreen, SpeakersScreen } from "./people";
import { SearchScreen } from "./search";
import type { Shown, Visit } from "./index";
import { SessionScreen } from "./session";
import { SettingsScreen } from "./settings";

const INVITING: Screen[] = ["front", "agenda"];

countVisit();

export { saveCalendar } from "../calendar";

export { Grid, Views } from "../parts/grid";

/** The screen for a visit, or undefined while the device has not got what it shows. */
export function ofEdition(visit: Visit, contents: Contents): Shown | undefined {
  const shown = screenOf(visit, contents);
  if (!shown || !INVITING.includes(visit.route.screen)) return shown;
  const invitation = <Invitation edition={visit.route.edition} />;
  return { ...shown, screen: <>{shown.screen}{invitation}</> };
}

function screenOf({ route, search, number, scrolled }: Visit, contents: Contents): Shown | undefined {
  const { programme, details } = contents;
  const named = <T extends { slug: string }>(rows: T[]) =>
    rows.find(({ slug }) => slug === route.slug);
  switch (route.screen) {
    case "front":
      return { screen: <OverviewScreen contents={contents} />, title: "" };
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
    case "now":
      return { screen: <NowScreen contents={contents} />, title: t("Now and next") };
    case "settings":
      return { screen: <SettingsScreen contents={contents} />, title: t("Settings") };
    case "search": {
      const props = { contents, search, isRestored: scrolled > 0 };
      return { screen: <SearchScreen key={number} {...props} />, title: t("Search") };
    }
    case "session": {
      const row = named(programme.sessions);
      return row && { screen: <SessionScreen contents={contents} row={row} />, title: row.title };
    }
    case "page": {
      const row = named(programme.pages);
      return row && details && pageOf(contents, contents.whole(row), contents.pageHref(row));
    }
    case "agenda":
      return { screen: <AgendaScreen key={number} contents={contents} />, title: t("My agenda") };
    default:
      return undefined;
  }
}

const pageOf = (contents: Around, row: PageLink, href: string): Shown => ({
  screen: <PageScreen {...{ contents, row, href }} />,
  title: row.title,
});

export function ofSite({ route }: Visit, site: Site): Shown | undefined {
  if (route.screen === "home") return { screen: <HomeScreen site={site} />, title: site.home.title };
  const row = site.pages.find(({ slug }) => slug === route.edition);
  if (route.screen !== "front" || !row) return undefined;
  return pageOf(aroundSite(site), row, `/${site.language}/${row.slug}/`);
}
