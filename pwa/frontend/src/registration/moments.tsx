/** Moments as the server writes them in mails: in the edition's zone, which is always named. */

import { useState } from "preact/hooks";
import type { Edition } from "../data/documents";
import { currentSettings, inDigits } from "../settings";
import { comma, language } from "../words";
import { useSight } from "./hooks";

// Days before months in English too, as the server has it.
const locale = () => `${language() === "en" ? "en-GB" : language()}-u-nu-${currentSettings().digits ?? "latn"}-ca-gregory`;

/** "11 June 2027" of "2027-06-11" and of longer. */
export function dayWords(iso: string) {
  const parts = { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(locale(), parts).format(Date.parse(iso.slice(0, 10)));
}

// Isolates keep a time and a zone in order inside a line of the other direction.
const ltr = (text: string) => `\u2066${text}\u2069`;

/** "11 June 2027, 18:00 (Istanbul, UTC+03:00)" of 2027-06-11T18:00+03:00, as registration/times.py. */
export function momentOf(iso: string, { zone }: Edition) {
  const clock = ltr(inDigits(iso.slice(11, 16)));
  const offset = ltr(`UTC${inDigits(iso.slice(16))}`);
  return `\u2068${dayWords(iso)}${comma()}${clock} (${zone.city}${comma()}${offset})\u2069`;
}

const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]] as const;

/** How long it is until a moment, such as "in 3 days", in whole units. */
export function Countdown({ until }: { until: string }) {
  const [now, setNow] = useState(Date.now);
  useSight(() => setNow(Date.now()), 30_000, []);
  const left = Math.max(0, Date.parse(until) - now);
  const [unit, size] = UNITS.find(([, size]) => left >= 2 * size) ?? UNITS[2];
  return <bdi>{new Intl.RelativeTimeFormat(locale()).format(Math.floor(left / size), unit)}</bdi>;
}
