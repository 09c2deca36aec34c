/** Addresses of screens: the list of what the device may answer by itself. Nothing else is. */

export type Screen =
  | "home"
  /** An edition's own page, or a page of the site: only the documents tell. */
  | "front"
  | "programme"
  | "day"
  | "session"
  | "speakers"
  | "speaker"
  | "announcements"
  | "announcement"
  | "page";

export interface Route {
  screen: Screen;
  language: string;
  edition: string;
  /** Slug of what is shown; the date of a day. */
  slug: string;
}

const SHAPES: [pattern: string, screen: Screen][] = [
  ["", "home"],
  ["E/", "front"],
  ["E/programme/", "programme"],
  ["E/programme/DATE/", "day"],
  ["E/programme/S/", "session"],
  ["E/speakers/", "speakers"],
  ["E/speakers/S/", "speaker"],
  ["E/announcements/", "announcements"],
  ["E/announcements/S/", "announcement"],
  ["E/S/", "page"],
];
// First words after the language, and below an edition, that the server alone answers.
const NO_EDITIONS = ["speakers", "search", "app"];
const NO_PAGES = ["register", "registration", "ticket"];

const RULES = SHAPES.map(([pattern, screen]): [RegExp, Screen] => {
  const source = pattern
    .replace("DATE", "(\\d{4}-\\d{2}-\\d{2})")
    .replace("E", "([a-z0-9_-]+)")
    .replace("S", "([a-z0-9_-]+)");
  return [new RegExp(`^${source}$`), screen];
});

/** The screen at a path, or undefined where the server must answer. */
export function routeOf(path: string, languages: readonly string[]): Route | undefined {
  const [, language, rest] = /^\/([a-z-]+)\/(.*)$/.exec(path) ?? [];
  if (!language || rest === undefined || !languages.includes(language)) return undefined;
  for (const [pattern, screen] of RULES) {
    const [found, edition = "", slug = ""] = pattern.exec(rest) ?? [];
    if (found === undefined) continue;
    const isOurs = !NO_EDITIONS.includes(edition) && !(screen === "page" && NO_PAGES.includes(slug));
    return isOurs ? { screen, language, edition, slug } : undefined;
  }
  return undefined;
}
