import { useEffect, useState } from "preact/hooks";
import { starsOf } from "../agenda";
import { saveCalendar } from "../calendar";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { linkOf, look, together } from "../looking";
import { Card } from "../parts/card";
import { Changes } from "../parts/changes";
import { Incoming } from "../parts/incoming";
import { Section } from "../parts/section";
import { grouped, Sessions } from "../parts/sessions";
import { Sharing } from "../parts/sharing";
import { clock } from "../time";
import { ToProgramme } from "../parts/programme";
import { t } from "../words";

interface Props {
  contents: Contents;
}

/** The sessions that the reader starred, in order of time. */
export function AgendaScreen({ contents }: Props) {
  const { edition, sessions } = contents.programme;
  const starred = starsOf(edition.slug);
  // What loses its star stays in its place until the reader leaves: it may have been a slip.
  const [shown] = useState(() => new Set<string>());
  for (const id of starred) shown.add(id);
  const rows = sessions.filter(({ id }) => shown.has(id));
  const mine = rows.filter(({ id }) => starred.has(id));
  useEffect(() => look(contents));
  return (
    <div class="wide agenda">
      <h1>{t("My agenda")}</h1>
      <Incoming contents={contents} />
      <Changes contents={contents} />
      {rows.length ? <Days contents={contents} rows={rows} /> : <Empty contents={contents} />}
      {mine.some(dayOf) && (
        <p class="actions">
          <button
            type="button"
            class="plain"
            onClick={() => saveCalendar(contents, mine, `${edition.slug}-agenda`)}
          >
            {t("Add all to my calendar")}
          </button>
        </p>
      )}
      {starred.size > 0 && (
        <Sharing link={linkOf(contents)} title={`${t("My agenda")} · ${edition.title}`} />
      )}
    </div>
  );
}

function Empty({ contents }: Props) {
  return (
    <div class="empty">
      <p>{t("You have not starred any session yet.")}</p>
      <p>{t("Tap the star of a session to put it here: on this device only, without an account.")}</p>
      <p>
        <ToProgramme contents={contents} />
      </p>
    </div>
  );
}

function Days({ contents, rows }: Props & { rows: Session[] }) {
  return (
    <>
      {grouped(rows.filter(dayOf), dayOf).map(([date, ofDay]) => (
        <Section id={`day-${date}`} title={contents.day(date).name} class="day" key={date}>
          {together(ofDay).map((group) => (
            <Hour key={group[0]!.id} contents={contents} rows={group} />
          ))}
        </Section>
      ))}
      <Sessions contents={contents} sessions={rows.filter((row) => !dayOf(row))} />
    </>
  );
}

/** A session, or several of which the reader can attend one. */
function Hour({ contents, rows }: Props & { rows: Session[] }) {
  const starred = starsOf(contents.programme.edition.slug);
  const rivals = rows.filter((row) => starred.has(row.id));
  const isClash = together(rivals).some((group) => group.length > 1);
  const { start } = rows[0]!;
  return (
    <section class={isClash ? "hour clash" : "hour"}>
      <h3 class="hour-time">
        <time dateTime={start}>{clock(start!)}</time>
      </h3>
      <div>
        {isClash && <p class="clash-words">{t("At the same time: choose")}</p>}
        <div class="cards">
          {rows.map((row) => (
            <Card key={row.id} contents={contents} session={row} heading="h4" />
          ))}
        </div>
      </div>
    </section>
  );
}
