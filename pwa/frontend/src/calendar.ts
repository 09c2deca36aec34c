/** Sessions for the phone's own calendar, made on the device: iCalendar (RFC 5545). */

import { stopped } from "./agenda";
import type { Contents } from "./contents";
import type { Session } from "./data/documents";

// As the server counts the states of its programme.ics: in minutes.
const EPOCH = Date.UTC(2020, 0, 1);

export interface Event {
  /** The same as in the server's programme.ics. */
  uid: string;
  /** With their offset from UTC. */
  start: string;
  end: string;
  title: string;
  /** Of the words. */
  language: string;
  isOff: boolean;
  url: string;
  place: string;
  description: string;
}

/** Sessions as a calendar; those without a time are left out. */
export function eventsOf(contents: Contents, rows: Session[]): Event[] {
  const { edition } = contents.programme;
  return rows.flatMap((row) => {
    const { id, start, end, title, lang: language = contents.language } = row;
    if (!start || !end) return [];
    const names = contents.people(row).map(({ speaker }) => speaker.name);
    const room = contents.room(row)?.name;
    return {
      ...{ uid: `${id}@${edition.slug}`, start, end, title, language },
      isOff: stopped(row) !== "",
      url: location.origin + contents.sessionHref(row),
      place: joined([room, edition.venue], ", "),
      description: joined([names.join(", "), contents.whole(row).summary], "\n\n"),
    };
  });
}

const joined = (texts: (string | undefined)[], glue: string) => texts.filter(Boolean).join(glue);

/** The file; `now` in epoch ms. */
export function calendarOf(events: Event[], now: number) {
  const stamp = moment(now);
  const lines = events.flatMap((event) => {
    const words = (name: string, text: string) =>
      text ? [`${name};LANGUAGE=${event.language}:${escaped(text)}`] : [];
    return [
      "BEGIN:VEVENT",
      `UID:${event.uid}`,
      `DTSTAMP:${stamp}`,
      `SEQUENCE:${Math.floor((now - EPOCH) / 60_000)}`,
      `DTSTART:${moment(event.start)}`,
      `DTEND:${moment(event.end)}`,
      `STATUS:${event.isOff ? "CANCELLED" : "CONFIRMED"}`,
      `URL:${event.url}`,
      ...words("SUMMARY", event.title),
      ...words("LOCATION", event.place),
      ...words("DESCRIPTION", event.description),
      "END:VEVENT",
    ];
  });
  const all = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Majlis//My agenda//EN", ...lines, "END:VCALENDAR"];
  return all.map((line) => `${folded(line)}\r\n`).join("");
}

/** Such as 20270611T060000Z. */
const moment = (time: string | number) =>
  new Date(time).toISOString().replace(/\.\d+|[-:]/g, "");

const escaped = (text: string) =>
  text
    .replace(/[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, "")
    .replace(/[\\;,]/g, "\\$&")
    .replace(/\n/g, "\\n");

const MOST_OCTETS = 75;

const encoder = new TextEncoder();

/** A line in pieces of at most 75 octets of UTF-8, none of which ends inside a character. */
function folded(line: string) {
  let text = "";
  let octets = 0;
  for (const sign of line) {
    const size = encoder.encode(sign).length;
    if (octets + size > MOST_OCTETS) {
      text += "\r\n ";
      octets = 1;
    }
    text += sign;
    octets += size;
  }
  return text;
}

/** Give sessions to the phone's calendar where a finger can choose it, else as a file. */
export async function saveCalendar(contents: Contents, rows: Session[], name: string) {
  const text = calendarOf(eventsOf(contents, rows), Date.now());
  const file = new File([text], `${name}.ics`, { type: "text/calendar" });
  const isTouch = matchMedia("(pointer: coarse)").matches;
  if (isTouch && navigator.canShare?.({ files: [file] })) {
    try {
      return await navigator.share({ files: [file] });
    } catch (error) {
      if ((error as Error).name === "AbortError") return; // the reader thought better of it
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
