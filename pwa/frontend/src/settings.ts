/** How the reader wants to see things: digits, zone, size of text, light or dark. */

import { onChange, recall, remember } from "./data/mine";

export interface Settings {
  /** As in BCP 47; without it Latin digits. */
  digits?: "arab" | "arabext";
  /** Times in the device's zone; without it in the edition's. */
  zone?: "mine";
  size?: "large" | "larger" | "largest";
  theme?: "light" | "dark";
  /** Urdu in Nastaliq, with the font of the site where the device has none. */
  script?: "nastaliq";
}

const KEY = "settings";

let settings: Settings = recall<Settings>(KEY) ?? {};

onChange((key) => {
  if (key !== KEY && key !== "") return;
  settings = recall<Settings>(KEY) ?? {};
  applySettings();
});

export const currentSettings = () => settings;

/** Change one setting; undefined gives back what everybody has. */
export function choose<K extends keyof Settings>(name: K, value: Settings[K] | undefined) {
  const { [name]: _, ...others } = settings;
  remember(KEY, value === undefined ? others : { ...others, [name]: value });
}

// The cards' colours in majlis.css, as the server writes them (pwa/head.html).
const THEMES = { light: "#fffdf8", dark: "#152124" };

/** Put on the page what the stylesheet, and the browser around the page, decide by. */
export function applySettings() {
  const { classList, dataset } = document.documentElement;
  put(dataset, "theme", settings.theme);
  put(dataset, "size", settings.size);
  classList.toggle("nastaliq", settings.script === "nastaliq");
  for (const meta of document.querySelectorAll<HTMLMetaElement>("[name=theme-color]")) {
    meta.content = THEMES[settings.theme ?? (meta.media.includes("dark") ? "dark" : "light")];
  }
}

function put(dataset: DOMStringMap, name: string, value: string | undefined) {
  if (value) dataset[name] = value;
  else delete dataset[name];
}

const ZEROS = { arab: 0x660, arabext: 0x6f0 };

/** A text of the interface with its digits as the reader wants them. */
export function inDigits(value: string | number) {
  const { digits } = settings;
  const text = `${value}`;
  if (!digits) return text;
  return text.replace(/\d/g, (digit) => String.fromCharCode(ZEROS[digits] + Number(digit)));
}
