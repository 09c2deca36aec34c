import { useEffect, useMemo, useState } from "preact/hooks";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import { fold } from "../fold";
import { useAddress } from "../parts/address";
import { Card } from "../parts/card";
import { Section } from "../parts/section";
import { ToProgramme } from "../parts/programme";
import { type Entry, excerptOf, type Found, type Index, indexOf, titleOf } from "../searching";
import { inDigits } from "../settings";
import { clock } from "../time";
import { t, tn } from "../words";
import { useChunks } from "./programme";

// Shown of each kind of thing until the reader asks for all of it.
const MOST = 12;
// Milliseconds of folding at a time, so that a key need not wait.
const SLICE = 8;

interface Props {
  contents: Contents;
  search: string;
  /** Draw everything at once, so that the page is as long as when the reader left it. */
  isRestored: boolean;
}

export function SearchScreen({ contents, search, isRestored }: Props) {
  const [{ q, only }, setAsked] = useState(() => askedIn(search));
  const query = fold(q);
  const words = query.split(" ");
  const index = usePrepared(contents, query);
  const found = useMemo(
    () => (query ? index.search(words, only) : []),
    [index, index.isReady(), query, only],
  );
  const rows = found.map(({ entries }) => (only ? entries : entries.slice(0, MOST)));
  let left = useChunks(rows.flat().length, `${only} ${query}`, isRestored);
  const { become, settle } = useAddress(`${contents.root}search/`);

  const count = found.reduce((sum, { entries }) => sum + entries.length, 0);
  const isNothing = query && !count && index.isReady();
  return (
    <div class="wide search" onClick={settle}>
      <h1>{t("Search")}</h1>
      <form
        method="get"
        action={`${contents.root}search/`}
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          settle();
          (document.activeElement as HTMLElement | null)?.blur();
        }}
      >
        <p class="field">
          <label for="search-q">{t("Words in titles, names, texts")}</label>
          <input
            type="search"
            id="search-q"
            name="q"
            value={q}
            maxLength={80}
            dir="auto"
            autocomplete="off"
            data-focus={q ? undefined : ""}
            onInput={({ currentTarget: { value } }) => {
              setAsked({ q: value, only: "" });
              become(addressOf(contents, value));
            }}
            onChange={settle}
          />
        </p>
        <p class="field">
          <button type="submit">{t("Search")}</button>
        </p>
      </form>
      <p class="found" role="status">
        {!query && t("Find sessions, speakers, pages and announcements, in any spelling.")}
        {isNothing && t("Nothing found. Fewer or shorter words find more.")}
        {count > 0 && tn(count, "%(count)s result", "%(count)s results")}
        {query && only && (
          <>
            {" "}
            · <a href={addressOf(contents, q)}>{t("Show everything")}</a>
          </>
        )}
      </p>
      {isNothing && (
        <p>
          <ToProgramme contents={contents} />
        </p>
      )}
      {found.map((group, place) => {
        const entries = rows[place]!.slice(0, left);
        left -= entries.length;
        const all = !only && group.entries.length > MOST && addressOf(contents, q, group.group);
        const props = { contents, group, entries, words, all };
        return entries.length > 0 && <Results key={group.group} {...props} />;
      })}
    </div>
  );
}

interface ResultsProps {
  contents: Contents;
  group: Found;
  entries: Entry[];
  words: string[];
  /** Address of all results of the group, if these are not all. */
  all: string | false;
}

function Results({ contents, group: { group, entries: { length } }, entries, words, all }: ResultsProps) {
  return (
    <Section
      id={`found-${group}`}
      title={
        <>
          {titles()[group]} <span class="quiet">{inDigits(length)}</span>
        </>
      }
    >
      <div class="cards">
        {entries.map((entry) => {
          const session = contents.sessions.get(entry.row.id);
          const day = session && dayOf(session);
          return (
            <div class="hit" key={entry.row.id}>
              {session ? (
                <Card
                  contents={contents}
                  session={session}
                  heading="h3"
                  dayName={day && contents.day(day).short}
                />
              ) : (
                <LightHit contents={contents} entry={entry} />
              )}
              <Excerpt contents={contents} entry={entry} words={words} />
            </div>
          );
        })}
      </div>
      {all && (
        <p class="links">
          <a href={all}>{t("Show all (%(number)s)", { number: length })}</a>
        </p>
      )}
    </Section>
  );
}

const titles = () => ({
  sessions: t("Sessions"),
  speakers: t("Speakers"),
  pages: t("Pages"),
  announcements: t("Announcements"),
});

function LightHit({ contents, entry: { row, href } }: { contents: Contents; entry: Entry }) {
  const attributes = (field: string) => contents.attributes(row, field);
  const at = row.at as string | undefined;
  return (
    <>
      <h3>
        <a href={href} {...attributes(row.name ? "name" : "title")}>
          {titleOf(row)}
        </a>
      </h3>
      {["role", "affiliation"].map(
        (field) =>
          row[field] && (
            <p class="quiet" {...attributes(field)}>
              {row[field] as string}
            </p>
          ),
      )}
      {at && (
        <p class="quiet">
          <time dateTime={at}>
            <bdi>{row.at_date as string}</bdi> <bdi class="times">{clock(at)}</bdi>
          </time>
        </p>
      )}
    </>
  );
}

function Excerpt({ contents, entry, words }: { contents: Contents; entry: Entry; words: string[] }) {
  const found = useMemo(() => excerptOf(entry, words), [entry, words.join(" ")]);
  if (!found) return null;
  const { row, field, pieces } = found;
  return (
    <p class="excerpt" {...contents.attributes(row, field)}>
      {pieces.map((piece, place) => (place % 2 ? <mark>{piece}</mark> : piece))}
    </p>
  );
}

const indexes = new WeakMap<Contents, Index>();

/** All that can be found, folded little by little; at once if the reader has asked already. */
function usePrepared(contents: Contents, query: string) {
  const [, redraw] = useState({});
  let index = indexes.get(contents);
  if (!index) {
    index = indexOf(contents);
    indexes.set(contents, index);
    if (query) index.prepare(SLICE);
  }
  const isReady = index.isReady();
  useEffect(() => {
    if (isReady) return;
    let timer = 0;
    const next = () => {
      index.prepare(SLICE);
      if (index.isReady()) redraw({});
      else timer = setTimeout(next);
    };
    timer = setTimeout(next);
    return () => clearTimeout(timer);
  }, [index, isReady]);
  return index;
}

function addressOf({ root }: Contents, q: string, only?: string) {
  const text = q.trim();
  const query = new URLSearchParams(only ? { q: text, in: only } : { q: text });
  return text ? `${root}search/?${query}` : `${root}search/`;
}

function askedIn(search: string) {
  const query = new URLSearchParams(search);
  const q = [...(query.get("q") ?? "").trim()].slice(0, 80).join("");
  return { q, only: query.get("in")?.trim() ?? "" };
}
