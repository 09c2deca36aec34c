import { useEffect, useState } from "preact/hooks";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { minutesTo, type Picture, pictureOf } from "../now";
import { Card } from "../parts/card";
import { useMoment } from "../parts/moment";
import { nameOf } from "../parts/name";
import { ToProgramme } from "../parts/programme";
import { Section } from "../parts/section";
import { ZoneLine } from "../parts/zone";
import { inDigits } from "../settings";
import { clockAt, isMine } from "../time";
import { comma, t, tn } from "../words";

type Props = { contents: Contents };
type PartProps = Props & { picture: Picture; moment: number };

// What comes later than this is better told by its time (minutes).
const SOON = 3 * 60;
const MOST_IN_STRIP = 3;

export function NowScreen({ contents }: Props) {
  const moment = useMoment();
  const picture = pictureOf(contents.programme, moment);
  const { edition } = contents.programme;
  const { phase, days, next } = picture;
  const isOpen = phase === "running" || phase === "between";
  return (
    <div class="wide now">
      <h1>{t("Now and next")}</h1>
      <ZoneLine edition={edition} />
      <Heard contents={contents} ids={picture.running} />
      {phase === "before" && (
        <p class="lede">
          {tn(days, "Begins in %(count)s day", "Begins in %(count)s days")} ·{" "}
          <bdi>{edition.dates}</bdi>
        </p>
      )}
      {phase === "after" && <p class="lede">{t("This edition is over.")}</p>}
      {isOpen && <Running {...{ contents, picture, moment }} />}
      {isOpen && next.length > 0 && <Next {...{ contents, picture, moment }} />}
      {!(isOpen && next.length) && (
        <p class="actions">
          <ToProgramme contents={contents} />{" "}
          {phase === "after" && (
            <a href={`${contents.root}announcements/`}>{t("All announcements")}</a>
          )}
        </p>
      )}
    </div>
  );
}

function Running({ contents, picture: { running, off }, moment }: PartProps) {
  return (
    <Section
      id="running"
      title={
        <>
          {t("Now")} <Clock contents={contents} moment={moment} />
        </>
      }
    >
      {running.length === 0 && <p class="empty">{t("Nothing is running now.")}</p>}
      <div class="cards">
        {rowsOf(contents, running).map((row) => (
          <Card
            key={row.id}
            contents={contents}
            session={row}
            heading="h3"
            note={leftWords(row, moment)}
          />
        ))}
        {rowsOf(contents, off).map((row) => (
          <Card key={row.id} contents={contents} session={row} heading="h3" />
        ))}
      </div>
    </Section>
  );
}

/** What a clock on the wall there says. */
function Clock({ contents, moment }: Props & { moment: number }) {
  const [words, setWords] = useState("");
  const zone = isMine() ? undefined : contents.programme.edition.time_zone;
  useEffect(() => setWords(clockAt(moment, zone)), [moment, zone]);
  return <bdi class="quiet times">{inDigits(words)}</bdi>;
}

function Next({ contents, picture: { next, days }, moment }: PartProps) {
  const rows = rowsOf(contents, next);
  const title = (
    <>
      {t("Next")}
      {days > 0 && (
        <span class="quiet">
          {" · "}
          {days === 1 && `${t("tomorrow")}${comma()}`}
          <bdi>{contents.day(dayOf(rows[0]!)).name}</bdi>
        </span>
      )}
    </>
  );
  return (
    <Section id="next" title={title}>
      <div class="cards">
        {rows.map((row) => (
          <Card
            key={row.id}
            contents={contents}
            session={row}
            heading="h3"
            note={untilWords(row, moment)}
          />
        ))}
      </div>
    </Section>
  );
}

/** Tells people who cannot see the screen what began or that all is over, not that a minute passed. */
function Heard({ contents, ids }: Props & { ids: string[] }) {
  const [known] = useState({ current: ids });
  const [words, setWords] = useState("");
  useEffect(() => {
    const begun = ids.filter((id) => !known.current.includes(id));
    const titles = rowsOf(contents, begun).map(({ title }) => title);
    if (titles.length) setWords(`${t("Now")}: ${titles.join(comma())}`);
    else if (known.current.length && !ids.length) setWords(t("Nothing is running now."));
    known.current = ids;
  }, [ids.join()]);
  return (
    <p class="unseen" role="status" data-app>
      {words}
    </p>
  );
}

/** What runs, or else comes next, in a few lines; nothing while the edition rests. */
export function NowStrip({ contents }: Props) {
  const moment = useMoment();
  const { phase, days, running, next } = pictureOf(contents.programme, moment);
  if (!(phase === "running" || (phase === "between" && next.length > 0 && !days))) return null;
  const rows = (ids: string[], words: typeof leftWords) =>
    rowsOf(contents, ids.slice(0, MOST_IN_STRIP)).map((row) => (
      <Line key={row.id} contents={contents} row={row} note={words(row, moment)} />
    ));
  return (
    <Section
      id="strip"
      title={<a href={`${contents.root}now/`}>{t("Now and next")}</a>}
      class="strip"
      data-app
    >
      <ul class="links">
        {rows(running, leftWords)}
        {!days && rows(next, untilWords)}
      </ul>
    </Section>
  );
}

function Line({ contents, row, note }: Props & { row: Session; note: string }) {
  const room = contents.room(row);
  return (
    <li class={contents.colour(row)}>
      <a href={contents.sessionHref(row)} {...contents.attributes(row, "title")}>
        {row.title}
      </a>{" "}
      <span class="quiet">
        {room && nameOf(contents, room)}
        {room && note && " · "}
        {note}
      </span>
    </li>
  );
}

const rowsOf = (contents: Contents, ids: string[]) =>
  ids.flatMap((id) => contents.sessions.get(id) ?? []);

const leftWords = (row: Session, moment: number) =>
  t("%(time)s left", { time: spanWords(minutesTo(row.end!, moment)) });

function untilWords(row: Session, moment: number) {
  const minutes = minutesTo(row.start!, moment);
  return minutes <= SOON ? t("in %(time)s", { time: spanWords(minutes) }) : "";
}

/** A length of time, such as "1 hour 20 minutes". */
function spanWords(minutes: number) {
  const rest = minutes % 60;
  const parts = {
    hours: tn(Math.floor(minutes / 60), "%(count)s hour", "%(count)s hours"),
    minutes: tn(rest, "%(count)s minute", "%(count)s minutes"),
  };
  if (minutes < 60) return parts.minutes;
  return rest ? t("%(hours)s %(minutes)s", parts) : parts.hours;
}
