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
  | "now"
  | "agenda"
  | "search"
  | "settings"
  | "register"
  | "registration"
  | "page";

export interface Route {
  screen: Screen;
  language: string;
  edition: string;
  /** Slug of what is shown; the date of a day. */
  slug: string;
}

// Sections of an edition: the screen of all, and that of one of them.
const SECTIONS = new Map<string, [all: Screen, one?: Screen]>([
  ["programme", ["programme", "session"]],
  ["speakers", ["speakers", "speaker"]],
  ["announcements", ["announcements", "announcement"]],
  ["now", ["now"]],
  ["my-agenda", ["agenda"]],
  ["search", ["search"]],
  ["settings", ["settings"]],
  ["register", ["register"]],
  ["registration", ["registration"]],
]);
// First words after the language, and below an edition, that the server alone answers.
const NO_EDITIONS = ["speakers", "search", "app"];
const NO_PAGES = ["ticket"];

const SHAPE = /^\/([a-z-]+)\/(?:([a-z0-9_-]+)\/(?:([a-z0-9_-]+)\/(?:([a-z0-9_-]+)\/)?)?)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The screen at a path, or undefined where the server must answer. */
export function routeOf(path: string, languages: readonly string[]): Route | undefined {
  const [, language = "", edition = "", section = "", slug = ""] = SHAPE.exec(path) ?? [];
  if (!languages.includes(language) || NO_EDITIONS.includes(edition)) return undefined;
  const screen = screenAt(edition, section, slug);
  return screen && { screen, language, edition, slug: screen === "page" ? section : slug };
}

function screenAt(edition: string, section: string, slug: string): Screen | undefined {
  if (!edition) return "home";
  if (!section) return "front";
  const [all, one] = SECTIONS.get(section) ?? [];
  if (slug) return one === "session" && DATE.test(slug) ? "day" : one;
  return all ?? (NO_PAGES.includes(section) ? undefined : "page");
}
