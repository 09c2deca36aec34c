/** Times. Those of the documents are local to the edition already: no formatter is needed. */

import type { Edition } from "./data/documents";
import { currentSettings, inDigits } from "./settings";
import { language } from "./words";

/** "09:00" of "2027-06-11T09:00+03:00", or what a clock beside the reader says then. */
export const clock = (iso: string) => inDigits(inZone(iso).slice(11, 16));

/** A local time of the edition as local time of the zone that the reader chose. */
export function inZone(iso: string) {
  if (!isMine() || iso.length < 16) return iso;
  return new Date(Date.parse(iso) + minutesAhead(iso) * 60_000).toISOString();
}

/** Whether times are those of the device. */
export const isMine = () => currentSettings().zone === "mine";

/** "UTC+03:00": how the device's clock stands on a day, which may be otherwise than now. */
export const ownOffset = (day: string) => `UTC${offsetHere(`${day}T12:00`)}`;

/** "+05:00": how far the device's clock is ahead of UTC at a time of the documents. */
export function offsetHere(iso: string) {
  const minutes = minutesAhead(iso);
  const size = new Date(Math.abs(minutes) * 60_000).toISOString().slice(11, 16);
  return (minutes < 0 ? "-" : "+") + size;
}

const minutesAhead = (iso: string) => -new Date(iso).getTimezoneOffset();

/** "2027-06-11" of "2027-06-11T09:00+03:00". */
export const date = (iso: string) => iso.slice(0, 10);

/** Minutes of the offset that ends "2027-06-11T09:00+03:00" or "UTC+03:00". */
export const offsetMinutes = (text: string) =>
  Date.parse(`1970-01-01T00:00${text.slice(-6)}`) / -60_000;

/**
 * A moment (epoch ms) such as "14:05", in the edition's zone, which is named where the device has
 * another; with its day if that is not today. Uses formatters: not before the first paint.
 */
export function momentWords(moment: number, edition?: Edition) {
  const zone = isMine() ? undefined : edition?.time_zone;
  const words = inDigits(formatted(moment, zone));
  if (!edition || !zone || words === inDigits(formatted(moment))) return words;
  return `${words} (${edition.zone.city})`;
}

function formatted(moment: number, timeZone?: string) {
  const locale = `${language()}-u-nu-latn-ca-gregory`;
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "long" });
  const time = clockAt(moment, timeZone);
  const today = day.format(Date.now());
  return day.format(moment) === today ? time : `${day.format(moment)}, ${time}`;
}

/** "14:05" at a moment (epoch ms). Uses a formatter: not before the first paint. */
export function clockAt(moment: number, timeZone?: string) {
  const parts = { timeZone, hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat("en-u-nu-latn-hc-h23", parts).format(moment);
}
