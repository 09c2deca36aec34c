import { useEffect, useRef, useState } from "preact/hooks";
import type { Contents, Filters } from "../contents";
import { dayOf, FILTERS } from "../contents";
import type { Session } from "../data/documents";
import { FilterForm } from "../parts/filters";
import { escaped, Marked } from "../parts/html";
import { Sessions } from "../parts/sessions";
import { t, tn } from "../words";

const FIRST = 8;
const STEP = 24;
// The address follows what is typed, but browsers limit how often it may change.
const ADDRESS_DELAY = 400;

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
  const isFiltered = Object.keys(filters).length > 0;
  const day = isFiltered ? "" : date;
  const sessions = isFiltered
    ? contents.passing(filters)
    : contents.programme.sessions.filter((row) => dayOf(row) === day || !dayOf(row));
  const shown = useChunks(sessions.length, JSON.stringify([day, filters]), isRestored);
  const address = useRef(0);
  usePreparedSearch(contents);

  const change = (name: keyof Filters, value: string) => {
    const { [name]: _, ...others } = filters;
    const next = value ? { ...others, [name]: value } : others;
    setFilters(next);
    clearTimeout(address.current);
    address.current = setTimeout(() => {
      const query = new URLSearchParams(next).toString();
      const path = query ? `${contents.root}programme/` : `${contents.root}programme/${date}/`;
      history.replaceState(history.state, "", query ? `${path}?${query}` : path);
    }, ADDRESS_DELAY) as unknown as number;
  };

  const { zone } = contents.programme.edition;
  return (
    <div class="wide programme">
      <h1>{t("Programme")}</h1>
      <Marked
        class="quiet zone"
        html={t(
          'Times are those of <bdi>%(city)s</bdi> (<bdi dir="ltr">%(offset)s</bdi>).',
          { city: escaped(zone.city), offset: zone.offset },
        )}
      />
      <nav class="days" aria-label={t("Days")}>
        <ul>
          {contents.days.map((row) => (
            <li key={row.date}>
              <a
                href={`${contents.root}programme/${row.date}/`}
                aria-current={row.date === day ? "page" : undefined}
              >
                {row.short}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <FilterForm contents={contents} filters={filters} change={change} />
      <PartlyForeign contents={contents} sessions={sessions} />
      <div id="sessions">
        {isFiltered && (
          <p class="found" role="status">
            {tn("%(count)s session found", "%(count)s sessions found", sessions.length)} ·{" "}
            <a href={`${contents.root}programme/`}>{t("Show everything")}</a>
          </p>
        )}
        {!isFiltered && !sessions.some(dayOf) && (
          <p class="empty">{t("Nothing is planned for this day yet.")}</p>
        )}
        <Sessions contents={contents} sessions={sessions.slice(0, shown)} />
      </div>
      <p class="quiet feeds">
        <a href={`${contents.root}programme.ics`}>{t("The programme for your calendar")}</a>
      </p>
    </div>
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

/** How many of `count` rows to draw: few at first, then more with each frame. */
function useChunks(count: number, list: string, isAll: boolean) {
  const [state, setState] = useState({ list, shown: isAll ? Infinity : FIRST });
  const shown = state.list === list ? state.shown : FIRST;
  useEffect(() => {
    if (shown >= count) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => setState({ list, shown: shown + STEP })) as unknown as number;
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [shown, count, list]);
  return shown;
}

const SLICE = 40;

/** Folds all words a few at a time, so that the first letter typed need not wait for it. */
function usePreparedSearch(contents: Contents) {
  useEffect(() => {
    let timer = 0;
    const next = () => {
      if (contents.prepareSearch(SLICE)) timer = setTimeout(next, 50) as unknown as number;
    };
    timer = setTimeout(next, 1000) as unknown as number;
    return () => clearTimeout(timer);
  }, [contents]);
}

function filtersOf(search: string): Filters {
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

function offsetMinutes(offset: string) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
