/** What runs and what comes next: the same as events/web/now.py, held together by one fixture. */

import { stopped } from "./agenda";
import type { Programme, Session } from "./data/documents";
import { offsetMinutes } from "./time";

export interface Picture {
  /** Of the edition; between means that it has begun and nothing runs. */
  phase: "before" | "running" | "between" | "after";
  /** Days of the programme from today to the first one, or to that of what comes next. */
  days: number;
  /** Ids in the order of the rooms, what has no room first. */
  running: string[];
  /** Would run now, but was cancelled or replaced. */
  off: string[];
  /** In each room what starts first, on the day on which something starts next. */
  next: string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAY_CHANGE = 4 * HOUR;

/** The picture at a moment (epoch ms), to the minute. */
export function pictureOf({ edition, rooms, sessions }: Programme, now: number): Picture {
  const moment = toMinute(now);
  const { starts_on, ends_on, zone } = edition;
  const places = new Map(rooms.map(({ id }, index) => [id, index]));
  const timed = sessions
    .filter((row) => row.start && row.end)
    .map((row) => placed(row, places.get(row.room ?? "") ?? -1))
    .sort((a, b) => a.place - b.place || a.start - b.start);
  const held = timed.filter((row) => !row.isOff);
  const isNow = (row: Placed) => row.start <= moment && moment < row.end;
  const running = held.filter(isNow);
  const off = timed.filter((row) => row.isOff && isNow(row));
  const coming = held.filter((row) => row.start > moment);
  const nextDay = least(coming.map((row) => row.day));
  const first = least([starts_on, ...held.map((row) => row.day)]);
  const last = held.map((row) => row.day).sort().at(-1) ?? "";
  const today = dayAt(moment, offsetAt(timed, moment, zone.offset), starts_on);
  const hasBegun = today >= first || held.some((row) => row.start <= moment);
  const isOver = !off.length && !coming.length && (today > ends_on || last >= ends_on);
  const phase = running.length ? "running" : !hasBegun ? "before" : isOver ? "after" : "between";
  return {
    phase,
    days: between(today, phase === "before" ? first : nextDay || today),
    running: running.map(({ id }) => id),
    off: off.map(({ id }) => id),
    next: firstOfEach(coming)
      .filter((row) => row.day === nextDay)
      .map(({ id }) => id),
  };
}

interface Placed {
  id: string;
  /** Index of its room, -1 without one. */
  place: number;
  start: number;
  end: number;
  day: string;
  isOff: boolean;
  local: string;
}

function placed({ id, start = "", end = "", day, state }: Session, place: number): Placed {
  return {
    id,
    place,
    start: Date.parse(start),
    end: Date.parse(end),
    day: day ?? start.slice(0, 10),
    isOff: stopped({ state }) !== "",
    local: start,
  };
}

/** Of rows in the order of places and times, those that start first in their place. */
function firstOfEach(rows: Placed[]) {
  const first = new Map<number, number>();
  for (const { place, start } of rows) if (!first.has(place)) first.set(place, start);
  return rows.filter(({ place, start }) => first.get(place) === start);
}

/** The zone's offset: clocks change seldom, so that of what started last is as good as any. */
function offsetAt(rows: Placed[], moment: number, usual: string) {
  let found: Placed | undefined;
  for (const row of rows) if (row.start <= moment && row.start >= (found?.start ?? 0)) found = row;
  return offsetMinutes(found?.local ?? usual) * MINUTE;
}

/** The programme's day of a moment, as events/compiler/dates.py finds it. */
function dayAt(moment: number, offset: number, first: string) {
  const day = dateOf(moment + offset);
  return day > first ? dateOf(moment + offset - DAY_CHANGE) : day;
}

const dateOf = (moment: number) => new Date(moment).toISOString().slice(0, 10);
const between = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY;
const least = (days: string[]) => days.sort()[0] ?? "";

/** Whole minutes from a moment (epoch ms) to a time of the documents. */
export const minutesTo = (iso: string, now: number) => (Date.parse(iso) - toMinute(now)) / MINUTE;

const toMinute = (now: number) => now - (now % MINUTE);
