import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Contents, Filters } from "../contents";
import { dayOf, FILTERS } from "../contents";
import type { Session } from "../data/documents";
import { useAddress } from "../parts/address";
import { FilterForm } from "../parts/filters";
import { Sessions } from "../parts/sessions";
import { ZoneLine } from "../parts/zone";
import { isTyping } from "../reader";
import { offsetMinutes } from "../time";
import { t, tn } from "../words";

const FIRST = 3;
const STEP = 12;
// Who types goes on typing: the rest of the list waits for a pause.
const PAUSE = 300;

interface Props {
  contents: Contents;
  /** The day to show while nothing is filtered. */
  date: string;
  search: string;
  /** Draw everything at once, so that the page is as long as when the reader left it. */
  isRestored: boolean;
}

export function ProgrammeScreen({ contents, date, search, isRestored }: Props) {
  const [filters, setFilters] = useState(() => filtersOf(search));
  const [wantsGrid, setWantsGrid] = useState(() => /\bview=grid\b/.test(search));
  const more = useWideScreen();
  const isFiltered = Object.keys(filters).length > 0;
  const day = isFiltered ? "" : date;
  const sessions = isFiltered
    ? contents.passing(filters)
    : contents.programme.sessions.filter((row) => dayOf(row) === day || !dayOf(row));
  const rooms = new Set(sessions.flatMap((row) => row.room ?? []));
  const wide = rooms.size > 1 ? more : undefined;
  const isGrid = wide && wantsGrid;
  const pause = isTyping() ? PAUSE : 0;
  const shown = useChunks(sessions.length, JSON.stringify([day, filters]), isRestored, pause);
  const address = useAddress(`${contents.root}programme/`);
  usePreparedSearch(contents);

  const latest = useRef(filters);
  const days = useMemo(() => contents.days, [contents]);

  const change = (name: keyof Filters, value: string) => {
    const { [name]: _, ...others } = latest.current;
    const next = value ? { ...others, [name]: value } : others;
    latest.current = next;
    setFilters(next);
    address.become(hrefOf(date, next, wantsGrid));
  };
  const root = `${contents.root}programme/`;
  const hrefOf = (day: string, chosen: Filters, asGrid: boolean) => {
    const query = new URLSearchParams(chosen);
    const path = `${query}` ? root : `${root}${day}/`;
    if (asGrid) query.set("view", "grid");
    return `${query}` ? `${path}?${query}` : path;
  };
  const choose = (asGrid: boolean) => {
    setWantsGrid(asGrid);
    address.become(hrefOf(date, filters, asGrid));
    address.settle();
  };

  return (
    <div class="wide programme" onClick={address.settle}>
      <h1>{t("Programme")}</h1>
      {wide && <wide.Views isGrid={wantsGrid} choose={choose} />}
      <ZoneLine edition={contents.programme.edition} />
      <nav class="days" aria-label={t("Days")}>
        <ul>
          {days.map((row) => (
            <li key={row.date}>
              <a
                href={hrefOf(row.date, {}, wantsGrid)}
                aria-current={row.date === day ? "page" : undefined}
              >
                {row.short}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {!isGrid && <ToNow sessions={sessions} />}
      <FilterForm contents={contents} filters={filters} change={change} />
      <PartlyForeign contents={contents} sessions={sessions} />
      <div id="sessions">
        {isFiltered && (
          <p class="found" role="status">
            {tn(sessions.length, "%(count)s session found", "%(count)s sessions found")} ·{" "}
            <a href={root}>{t("Show everything")}</a>
          </p>
        )}
        {!isFiltered && !sessions.some(dayOf) && (
          <p class="empty">{t("Nothing is planned for this day yet.")}</p>
        )}
        {isGrid && <wide.Grid contents={contents} sessions={sessions} />}
        <Sessions
          contents={contents}
          sessions={isGrid ? sessions.filter((row) => !dayOf(row)) : sessions.slice(0, shown)}
        />
      </div>
      <p class="quiet feeds">
        <a href={`${contents.root}programme.ics`}>{t("The programme for your calendar")}</a>
      </p>
    </div>
  );
}

/** The second script, which has the room grid, where the screen is wide enough for it. */
function useWideScreen() {
  const [more, setMore] = useState<typeof import("./more")>();
  useEffect(() => {
    const wide = matchMedia("(min-width: 64rem)");
    const look = () => {
      if (!wide.matches) setMore(undefined);
      // Without it there is the list.
      else import("./more").then(setMore, () => {});
    };
    look();
    wide.addEventListener("change", look);
    return () => wide.removeEventListener("change", look);
  }, []);
  return more;
}

/** Leads to the hour that it is, if that is on the screen. */
function ToNow({ sessions }: { sessions: Session[] }) {
  const isPast = (iso?: string) => Date.parse(iso ?? "") <= Date.now();
  if (!sessions.some((row) => isPast(row.start) && !isPast(row.end))) return null;
  const go = () => {
    const times = [...document.querySelectorAll<HTMLTimeElement>(".hour-time time")];
    const hour = times.filter((row) => isPast(row.dateTime)).at(-1)?.parentElement;
    if (!hour) return;
    hour.tabIndex = -1;
    hour.focus({ preventScroll: true });
    hour.parentElement!.scrollIntoView();
  };
  return (
    <p class="to-now" data-app>
      <button type="button" onClick={go}>
        {t("To the current hour")}
      </button>
    </p>
  );
}

function PartlyForeign({ contents, sessions }: { contents: Contents; sessions: Session[] }) {
  if (!sessions.some((row) => row.lang || row.todo?.includes("title"))) return null;
  return (
    <p class="notice notice-language">
      {t("Some titles are in %(name)s: they are not yet translated into %(wanted)s.", {
        name: contents.languageName(contents.programme.source),
        wanted: contents.languageName(contents.language),
      })}
    </p>
  );
}

/** How many of `count` rows to draw: few at first, after a pause (ms) more with each frame. */
export function useChunks(count: number, list: string, isAll: boolean, pause = 0) {
  const [state, setState] = useState({ list, shown: isAll ? Infinity : FIRST });
  // A list that comes back begins anew: it was taken off the screen meanwhile.
  if (state.list !== list) Object.assign(state, { list, shown: FIRST });
  const { shown } = state;
  useEffect(() => {
    if (shown >= count) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      const wait = shown === FIRST ? pause : 0;
      timer = setTimeout(() => setState({ list, shown: shown + STEP }), wait);
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [shown, count, list, pause]);
  return shown;
}

const SLICE = 40;

/** Folds all words a few at a time, so that the first letter typed need not wait for it. */
function usePreparedSearch(contents: Contents) {
  useEffect(() => {
    let timer = 0;
    const next = () => {
      if (contents.prepareSearch(SLICE)) timer = setTimeout(next, 50);
    };
    timer = setTimeout(next, 1000);
    return () => clearTimeout(timer);
  }, [contents]);
}

export function filtersOf(search: string): Filters {
  const query = new URLSearchParams(search);
  const filters: Filters = {};
  for (const name of FILTERS) {
    const value = query.get(name)?.trim().slice(0, 80);
    if (value) filters[name] = value;
  }
  return filters;
}

/** Today's date if it is one of the edition's days, else the first day. */
export function today({ programme: { edition } }: Contents) {
  const minutes = offsetMinutes(edition.zone.offset);
  // Before four in the morning it is still the evening before.
  const now = new Date(Date.now() + (minutes - 4 * 60) * 60_000).toISOString().slice(0, 10);
  return now >= edition.starts_on && now <= edition.ends_on ? now : edition.starts_on;
}
