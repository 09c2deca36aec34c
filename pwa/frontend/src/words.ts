/** Interface words, from the catalogue that the server puts into every page. */

import { inDigits } from "./settings";

export interface SiteLanguage {
  code: string;
  /** Its own name. */
  name: string;
  dir: "ltr" | "rtl";
  /** Its name in the reader's language. */
  called: string;
}

interface Catalogue {
  language: string;
  languages: SiteLanguage[];
  /** Languages written from right to left. */
  rtl: string[];
  /** In the order of numbering.ts, which puts numbers in the place of texts. */
  texts: Record<string, string | string[]> & Pick<string[], "push">;
  /** Words for the documents' fixed sets. */
  labels: Record<string, string>;
  /** Index of the plural form for n = 0…199, one digit each; above, 100–199 repeat. */
  plural: string;
  /** Where the texts of registration's script are. */
  registration: string;
}

type Values = Record<string, string | number>;

let catalogue = { language: "en", languages: [], rtl: [], texts: {}, labels: {} } as unknown as Catalogue;

export function useCatalogue(text: string) {
  catalogue = JSON.parse(text);
}

export const registrationWords = () => catalogue.registration;
/** Texts that come after those of the page. */
export const addTexts = (texts: string[]) => catalogue.texts.push(...texts);

export const language = () => catalogue.language;
export const languages = () => catalogue.languages;
export const languageCodes = () => catalogue.languages.map(({ code }) => code);
export const languageName = (code: string) =>
  catalogue.languages.find((row) => row.code === code)?.called ?? code;
export const directionOf = (code: string) => (catalogue.rtl.includes(code) ? "rtl" : "ltr");

export function pluralIndex(n: number, table: string) {
  return Number(table[n < 200 ? n : 100 + (n % 100)]);
}

/**
 * Placeholders are written as in the server's templates, so that both share their translations.
 * Numbers are shown in the reader's digits.
 */
const fill = (text: string, values?: Values) =>
  values
    ? text.replace(/%\((\w+)\)s/g, (whole, name) => {
        const value = values[name] ?? whole;
        return typeof value === "number" ? inDigits(value) : value;
      })
    : text;

/** A text in the reader's language. */
export const t = (text: string, values?: Values) => fill(catalogue.texts[text] as string, values);

/** A text whose translation depends on where it stands. */
export const pt = (context: string, _text: string) => catalogue.texts[context] as string;

/** A text that counts; `%(count)s` stands for the number. */
export function tn(count: number, singular: string, _plural: string) {
  const form = pluralIndex(count, catalogue.plural);
  return fill(catalogue.texts[singular]![form]!, { count });
}

/** The word for a value of one of the documents' fixed sets. */
export const label = (value: string) => catalogue.labels[value] ?? value;

/** Those of some values that have a word, in the order of their set. */
export const labelled = (values: Set<string>) =>
  Object.keys(catalogue.labels).filter((value) => values.has(value));

export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Between names of a list. */
export const comma = () => pt("between names", ", ");
