/** Times. Those of the documents are local to the edition already: no formatter is needed. */

import type { Edition } from "./data/documents";
import { language } from "./words";

/** "09:00" of "2027-06-11T09:00+03:00". */
export const clock = (iso: string) => iso.slice(11, 16);

/** "2027-06-11" of "2027-06-11T09:00+03:00". */
export const date = (iso: string) => iso.slice(0, 10);

/**
 * A moment (epoch ms) such as "14:05", in the edition's zone, which is named where the device has
 * another; with its day if that is not today. Uses formatters: not before the first paint.
 */
export function momentWords(moment: number, edition?: Edition) {
  const words = formatted(moment, edition?.time_zone);
  if (!edition || words === formatted(moment)) return words;
  return `${words} (${edition.zone.city})`;
}

function formatted(moment: number, timeZone?: string) {
  const locale = `${language()}-u-nu-latn-ca-gregory`;
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "long" });
  const time = new Intl.DateTimeFormat("en-u-nu-latn-hc-h23", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
  const today = day.format(Date.now());
  return day.format(moment) === today ? time : `${day.format(moment)}, ${time}`;
}
