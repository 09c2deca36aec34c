/** Interface words, from the gettext catalogue that the server puts into every page. */

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
  texts: Record<string, string | string[]>;
  /** Index of the plural form for n = 0…199, one digit each; above, 100–199 repeat. */
  plural: string;
}

type Values = Record<string, string | number>;

let catalogue: Catalogue = { language: "en", languages: [], rtl: [], texts: {}, plural: "" };

export function useCatalogue(text: string) {
  catalogue = JSON.parse(text);
}

export const language = () => catalogue.language;
export const languages = () => catalogue.languages;
export const languageCodes = () => catalogue.languages.map(({ code }) => code);
export const languageName = (code: string) =>
  catalogue.languages.find((row) => row.code === code)?.called ?? code;
export const directionOf = (code: string) => (catalogue.rtl.includes(code) ? "rtl" : "ltr");

export function pluralIndex(n: number, table: string) {
  return Number(table[n < 200 ? n : 100 + (n % 100)]);
}

/** Placeholders are written as in the server's templates, so that both share their translations. */
const fill = (text: string, values?: Values) =>
  values ? text.replace(/%\((\w+)\)s/g, (whole, name) => `${values[name] ?? whole}`) : text;

/** A text in the reader's language; what is not translated is shown as it is in the source. */
export function t(text: string, values?: Values) {
  return fill((catalogue.texts[text] as string) || text, values);
}

/** A text whose translation depends on where it stands. */
export function pt(context: string, text: string) {
  return (catalogue.texts[`${context}\u0004${text}`] as string) || text;
}

/** A text that counts; `%(count)s` stands for the number. */
export function tn(singular: string, plural: string, count: number) {
  const forms = catalogue.texts[singular];
  const text = Array.isArray(forms) ? forms[pluralIndex(count, catalogue.plural)] : "";
  return fill(text || (count === 1 ? singular : plural), { count });
}

export const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Between names of a list. */
export const comma = () => pt("between names", ", ");
