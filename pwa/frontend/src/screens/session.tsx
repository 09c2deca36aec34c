import type { ComponentChildren } from "preact";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { compare } from "../order";
import { Card, Languages } from "../parts/card";
import { nameOf } from "../parts/name";
import { Part } from "../parts/part";
import { Person } from "../parts/person";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { Star } from "../parts/star";
import { State } from "../parts/state";
import { Times } from "../parts/times";
import { Untranslated } from "../parts/untranslated";
import { clock, isMine } from "../time";
import { capitalised, label, t } from "../words";

interface Props {
  contents: Contents;
  row: Session;
}

export function SessionScreen({ contents, row }: Props) {
  const session = contents.whole(row);
  const date = dayOf(row);
  const people = contents.people(row);
  return (
    <article
      class={`wide session ${contents.colour(row)}${row.state ? ` is-${row.state}` : ""}`}
      data-id={row.id}
    >
      <header class="page-head">
        <p class="eyebrow">
          <a href={`${contents.root}programme/${date && `${date}/`}`}>{t("Programme")}</a>
          {` · ${capitalised(label(row.kind))}`}
        </p>
        <Part contents={contents} row={session} field="title" tag="h1" />
        <Part contents={contents} row={session} field="summary" tag="p" class="lede" />
        <State contents={contents} session={row} />
        <Untranslated row={row} contents={contents} href={contents.sessionHref(row)} />
        <p class="actions" data-app>
          <Star contents={contents} session={row}>
            {t("My agenda")}
          </Star>
          {date && (
            <button type="button" class="plain" onClick={() => intoCalendar(contents, row)}>
              {t("Add to my calendar")}
            </button>
          )}
        </p>
      </header>
      <div class="columns">
        <div class="column-main">
          <Rich contents={contents} row={session} field="abstract" />
          {people.length > 0 && (
            <Section id="people" title={t("Speakers")}>
              <ul class="people">
                {people.map(({ speaker, role }) => (
                  <Person contents={contents} row={speaker} role={role} heading="h3" />
                ))}
              </ul>
            </Section>
          )}
          {people.length === 0 && session.credit && (
            <p class="quiet">{capitalised(label(session.credit))}</p>
          )}
        </div>
        <Particulars contents={contents} row={row} />
      </div>
      <AtTheSameTime contents={contents} row={row} />
      <Neighbours contents={contents} row={row} />
    </article>
  );
}

async function intoCalendar(contents: Contents, row: Session) {
  const { saveCalendar } = await import("./more");
  await saveCalendar(contents, [row], row.slug);
}

function Particulars({ contents, row }: Props) {
  const session = contents.whole(row);
  const { zone } = contents.programme.edition;
  const date = dayOf(row);
  const known = contents.room(row);
  const room = known && contents.whole(known);
  const track = contents.track(row);
  return (
    <aside class="column-side" aria-label={t("When and where")}>
      <dl class="particulars">
        <Fact name={t("When")}>
          {date ? (
            <>
              <bdi>{contents.day(date).name}</bdi>{" "}
              <Times session={row} isOriginal />{" "}
              <span class="quiet">
                {zone.city} <bdi dir="ltr">{zone.offset}</bdi>
              </span>
              {isMine() && (
                <span class="here">
                  {t("Your device")}
                  {": "}
                  <Times session={row} />
                </span>
              )}
            </>
          ) : (
            t("Time not yet known")
          )}
        </Fact>
        {room && (
          <Fact name={t("Room")}>
            {nameOf(contents, room)}
            {room.directions && (
              <span class="quiet" {...contents.attributes(room, "directions")}>
                {room.directions}
              </span>
            )}
          </Fact>
        )}
        {track && (
          <Fact name={t("Track")} class="fact-track">
            <a
              href={`${contents.root}programme/?track=${track.id}`}
              {...contents.attributes(track, "name")}
            >
              {track.name}
            </a>
          </Fact>
        )}
        {row.languages && (
          <Fact name={t("Spoken")}>
            <Languages contents={contents} codes={row.languages} />
          </Fact>
        )}
        {row.interpretation && (
          <Fact name={t("Interpreted into")}>
            <Languages contents={contents} codes={row.interpretation} />
          </Fact>
        )}
        {session.level && (
          <Fact name={t("Level")}>{capitalised(label(session.level))}</Fact>
        )}
        {session.recording && (
          <Fact name={t("Recording")}>{capitalised(label(session.recording))}</Fact>
        )}
      </dl>
    </aside>
  );
}

const Fact = (props: { name: string; class?: string; children: ComponentChildren }) => (
  <div>
    <dt>{props.name}</dt>
    <dd class={props.class}>{props.children}</dd>
  </div>
);

function AtTheSameTime({ contents, row }: Props) {
  const { start, end } = row;
  if (!start || !end) return null;
  const others = timed(contents).filter(
    (other) => other !== row && other.start! < end && other.end! > start,
  );
  if (!others.length) return null;
  return (
    <Section id="meanwhile" title={t("At the same time")} class="meanwhile">
      <div class="cards">
        {others.map((other) => (
          <Card key={other.id} contents={contents} session={other} heading="h3" />
        ))}
      </div>
    </Section>
  );
}

function Neighbours({ contents, row }: Props) {
  const rows = timed(contents);
  const place = rows.indexOf(row);
  const [previous, next] = place < 0 ? [] : [rows[place - 1], rows[place + 1]];
  const link = (row: Session, side: string, rel: string, words: string) => (
    <a class={`neighbour-${side}`} href={contents.sessionHref(row)} rel={rel}>
      <span class="quiet">
        {words} <bdi class="times">{clock(row.start!)}</bdi>
      </span>{" "}
      <span {...contents.attributes(row, "title")}>{row.title}</span>
    </a>
  );
  return (
    <nav class="neighbours" aria-label={t("Before and after")}>
      {previous && link(previous, "before", "prev", t("Before"))}
      {next && link(next, "after", "next", t("After"))}
    </nav>
  );
}

function timed(contents: Contents) {
  return contents.programme.sessions
    .filter((row) => row.start)
    .sort((a, b) => compare(a.start!, b.start!) || compare(a.id, b.id));
}
