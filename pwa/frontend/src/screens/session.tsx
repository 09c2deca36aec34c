import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { creditWords, kindWords, levelWords, recordingWords } from "../labels";
import { Card, Languages } from "../parts/card";
import { Prose } from "../parts/html";
import { Person } from "../parts/person";
import { rich } from "../parts/rich";
import { State } from "../parts/state";
import { Times } from "../parts/times";
import { Untranslated } from "../parts/untranslated";
import { clock } from "../time";
import { capitalised, t } from "../words";

interface Props {
  contents: Contents;
  row: Session;
}

export function SessionScreen({ contents, row }: Props) {
  const session = contents.session(row);
  const date = dayOf(row);
  const colour = contents.tracks.get(row.track ?? "")?.colour ?? "none";
  const people = contents.people(row);
  return (
    <article
      class={`wide session track-${colour}${row.state ? ` is-${row.state}` : ""}`}
      data-id={row.id}
    >
      <header class="page-head">
        <p class="eyebrow">
          <a href={`${contents.root}programme/${date && `${date}/`}`}>{t("Programme")}</a>
          {` · ${capitalised(kindWords(row.kind))}`}
        </p>
        <h1 {...contents.attributes(row, "title", row.title)}>{row.title}</h1>
        {session.summary && (
          <p class="lede" {...contents.attributes(row, "summary", session.summary)}>
            {session.summary}
          </p>
        )}
        <State contents={contents} session={row} />
        <Untranslated
          row={row}
          document={contents.programme}
          languageName={contents.languageName}
          below={contents.sessionHref(row).slice(contents.language.length + 2)}
        />
      </header>
      <div class="columns">
        <div class="column-main">
          {session.abstract && (
            <Prose
              html={rich(contents, row, "abstract", session.abstract)}
              attributes={contents.attributes(row, "abstract", session.abstract)}
            />
          )}
          {people.length > 0 && (
            <section aria-labelledby="people">
              <h2 id="people">{t("Speakers")}</h2>
              <ul class="people">
                {people.map(({ speaker, role }) => (
                  <Person contents={contents} row={speaker} role={role} heading="h3" />
                ))}
              </ul>
            </section>
          )}
          {people.length === 0 && session.credit && (
            <p class="quiet">{capitalised(creditWords(session.credit))}</p>
          )}
        </div>
        <Particulars contents={contents} row={row} />
      </div>
      <AtTheSameTime contents={contents} row={row} />
      <Neighbours contents={contents} row={row} />
    </article>
  );
}

function Particulars({ contents, row }: Props) {
  const session = contents.session(row);
  const { zone } = contents.programme.edition;
  const date = dayOf(row);
  const room = contents.rooms.get(row.room ?? "");
  const directions = room && contents.about<{ id: string; directions: string }>(room).directions;
  const track = contents.tracks.get(row.track ?? "");
  return (
    <aside class="column-side" aria-label={t("When and where")}>
      <dl class="particulars">
        <div>
          <dt>{t("When")}</dt>
          <dd>
            {date ? (
              <>
                <bdi>{contents.day(date).name}</bdi>{" "}
                <Times session={row} />{" "}
                <span class="quiet">
                  {zone.city} <bdi dir="ltr">{zone.offset}</bdi>
                </span>
              </>
            ) : (
              t("Time not yet known")
            )}
          </dd>
        </div>
        {room && (
          <div>
            <dt>{t("Room")}</dt>
            <dd>
              <bdi {...contents.attributes(room, "name", room.name)}>{room.name}</bdi>
              {directions && (
                <span class="quiet" {...contents.attributes(room, "directions", directions)}>
                  {directions}
                </span>
              )}
            </dd>
          </div>
        )}
        {track && (
          <div>
            <dt>{t("Track")}</dt>
            <dd class="fact-track">
              <a
                href={`${contents.root}programme/?track=${track.id}`}
                {...contents.attributes(track, "name", track.name)}
              >
                {track.name}
              </a>
            </dd>
          </div>
        )}
        {row.languages && (
          <div>
            <dt>{t("Spoken")}</dt>
            <dd>
              <Languages contents={contents} codes={row.languages} />
            </dd>
          </div>
        )}
        {row.interpretation && (
          <div>
            <dt>{t("Interpreted into")}</dt>
            <dd>
              <Languages contents={contents} codes={row.interpretation} />
            </dd>
          </div>
        )}
        {session.level && (
          <div>
            <dt>{t("Level")}</dt>
            <dd>{capitalised(levelWords(session.level))}</dd>
          </div>
        )}
        {session.recording && (
          <div>
            <dt>{t("Recording")}</dt>
            <dd>{capitalised(recordingWords(session.recording))}</dd>
          </div>
        )}
      </dl>
    </aside>
  );
}

function AtTheSameTime({ contents, row }: Props) {
  const { start, end } = row;
  if (!start || !end) return null;
  const others = timed(contents).filter(
    (other) => other !== row && other.start! < end && other.end! > start,
  );
  if (!others.length) return null;
  return (
    <section class="meanwhile" aria-labelledby="meanwhile">
      <h2 id="meanwhile">{t("At the same time")}</h2>
      <div class="cards">
        {others.map((other) => (
          <Card key={other.id} contents={contents} session={other} heading="h3" />
        ))}
      </div>
    </section>
  );
}

function Neighbours({ contents, row }: Props) {
  const rows = timed(contents);
  const place = rows.indexOf(row);
  const previous = place > 0 ? rows[place - 1] : undefined;
  const next = place >= 0 ? rows[place + 1] : undefined;
  return (
    <nav class="neighbours" aria-label={t("Before and after")}>
      {previous && (
        <a class="neighbour-before" href={contents.sessionHref(previous)} rel="prev">
          <span class="quiet">
            {t("Before")} <bdi class="times">{clock(previous.start!)}</bdi>
          </span>{" "}
          <span {...contents.attributes(previous, "title", previous.title)}>{previous.title}</span>
        </a>
      )}
      {next && (
        <a class="neighbour-after" href={contents.sessionHref(next)} rel="next">
          <span class="quiet">
            {t("After")} <bdi class="times">{clock(next.start!)}</bdi>
          </span>{" "}
          <span {...contents.attributes(next, "title", next.title)}>{next.title}</span>
        </a>
      )}
    </nav>
  );
}

function timed(contents: Contents) {
  return contents.programme.sessions
    .filter((row) => row.start)
    .sort((a, b) => compare(a.start!, b.start!) || compare(a.id, b.id));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
