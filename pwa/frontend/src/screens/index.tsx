/** Which screen shows a route: the programme is here, the others in a second script. */

import type { VNode } from "preact";
import type { Contents } from "../contents";
import type { Site } from "../data/documents";
import type { Route, Screen } from "../routes";
import { t } from "../words";
import { filtersOf, ProgrammeScreen, today } from "./programme";

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

export interface Sources {
  contents?: Contents | undefined;
  site?: Site | undefined;
}

const AT_HAND: Screen[] = ["programme", "day"];

let more: typeof import("./more") | undefined;
let registration: typeof import("../registration/registration") | undefined;

/** Have the script of a screen; rejects where neither device nor network has it. */
export async function prepare(screen?: Screen) {
  if (!screen || !AT_HAND.includes(screen)) more ??= await import("./more");
  if (screen?.startsWith("regist")) await prepareRegistration();
}

/** Have what registration needs, and send what waits; where that is not to be had, do without. */
export async function prepareRegistration() {
  try {
    const loaded = await import("../registration/registration");
    await loaded.begin();
    registration = loaded;
  } catch {
    // The server has the same as pages.
  }
}

/** The screen for a visit, or undefined while the device has not got what it shows. */
export function screenFor(visit: Visit, { contents, site }: Sources): Shown | undefined {
  if (!contents) return site && more?.ofSite(visit, site);
  return AT_HAND.includes(visit.route.screen)
    ? ofProgramme(visit, contents)
    : (registration?.ofEdition(visit, contents) ?? more?.ofEdition(visit, contents));
}

function ofProgramme({ route, search, number, scrolled }: Visit, contents: Contents): Shown | undefined {
  const date = route.screen === "day" ? route.slug : today(contents);
  const isFiltered = Object.keys(filtersOf(search)).length > 0;
  if (!isFiltered && !contents.days.some((day) => day.date === date)) return undefined;
  const props = { contents, date, search, isRestored: scrolled > 0 };
  const title = isFiltered ? t("Programme") : `${t("Programme")}, ${contents.day(date).name}`;
  return { screen: <ProgrammeScreen key={number} {...props} />, title };
}
