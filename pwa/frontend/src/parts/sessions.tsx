import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { clock } from "../time";
import { t } from "../words";
import { Card } from "./card";
import { Section } from "./section";
import { Shift } from "./times";

interface Props {
  contents: Contents;
  /** In order of time; those without a time last. */
  sessions: Session[];
}

/** Sessions under their days and hours. */
export function Sessions({ contents, sessions }: Props) {
  const timed = sessions.filter(dayOf);
  const unscheduled = sessions.filter((row) => !dayOf(row));
  return (
    <>
      {grouped(timed, dayOf).map(([date, rows]) => (
        <Section id={`day-${date}`} title={contents.day(date).name} class="day" key={date}>
          {grouped(rows, (row) => row.start!).map(([start, ofHour]) => (
            <section class="hour" key={start}>
              <h3 class="hour-time">
                <time dateTime={start}>{clock(start)}</time>
                <Shift iso={start} day={date} />
              </h3>
              <div class="cards">
                {ofHour.map((row) => (
                  <Card key={row.id} contents={contents} session={row} heading="h4" />
                ))}
              </div>
            </section>
          ))}
        </Section>
      ))}
      {unscheduled.length > 0 && (
        <Section id="unscheduled" title={t("Time not yet known")} class="day" key="unscheduled">
          <div class="cards">
            {unscheduled.map((row) => (
              <Card key={row.id} contents={contents} session={row} heading="h3" />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

/** Neighbours with the same key together, in the order of the keys. */
export function grouped(rows: Session[], keyOf: (row: Session) => string) {
  const groups = new Map<string, Session[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
