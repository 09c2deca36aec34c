import type { ComponentChildren } from "preact";
import { type Change, changesOf, type Field, type Known, stopped } from "../agenda";
import type { Contents } from "../contents";
import { see } from "../looking";
import { focusMain } from "../page";
import { clock, date } from "../time";
import { label, t } from "../words";
import { filled } from "./filled";
import { nameOf } from "./name";
import { Section } from "./section";

interface Props {
  contents: Contents;
}

/** What is other in my agenda than the reader last saw it. */
export function Changes({ contents }: Props) {
  const changes = changesOf(contents);
  if (!changes.length) return null;
  const acknowledge = () => {
    focusMain();
    see(contents);
  };
  return (
    <Section id="changes" title={t("Changed since you last looked")} class="callout changes">
      <ul>
        {changes.map((change) => (
          <li key={change.id}>
            <Title contents={contents} change={change} />
            <ul>
              {change.fields.map((field) => (
                <li key={field}>{wordsOf(field, change, contents)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p class="actions">
        <button type="button" onClick={acknowledge}>
          {t("I have seen this")}
        </button>
      </p>
    </Section>
  );
}

function Title({ contents, change: { id, before } }: Props & { change: Change }) {
  const row = contents.sessions.get(id);
  if (!row) return <bdi lang={before.lang}>{before.title}</bdi>;
  return (
    <a href={contents.sessionHref(row)} {...contents.attributes(row, "title")}>
      {row.title}
    </a>
  );
}

/** One change in words; `now` is there unless the session is gone. */
function wordsOf(field: Field, { before, now }: Change, contents: Contents): ComponentChildren {
  switch (now ? field : "gone") {
    case "gone":
      return t("no longer in the programme");
    case "back":
      return t("in the programme again");
    case "state":
      return stopped(now!) ? label(now!.state!) : t("takes place after all");
    case "title":
      return filled(t("renamed; it was: %(title)s"), {
        title: <bdi lang={before.lang}>{before.title}</bdi>,
      });
    case "start":
      return startWords(before.start, now!.start, contents);
    case "end":
      return <Arrow before={span(before)} now={span(now!)} />;
    default:
      return roomWords(before, now!, contents);
  }
}

function startWords(before: string | undefined, now: string | undefined, contents: Contents) {
  if (before && now && date(before) === date(now)) {
    return <Arrow before={clock(before)} now={clock(now)} />;
  }
  const moment = (iso?: string) => iso && <Moment contents={contents} iso={iso} />;
  return movedWords(moment(before), moment(now), t("Time not yet known"));
}

/** Where or when it was and is; `unknown` is said where that is not known now. */
function movedWords(before: ComponentChildren, after: ComponentChildren, unknown: string) {
  if (!after) return unknown;
  return before
    ? filled(t("moved from %(before)s to %(after)s"), { before, after })
    : filled(t("now: %(value)s"), { value: after });
}

const span = ({ start = "", end = "" }: Known) => `${clock(start)}–${clock(end)}`;

/** From left to right in every language, as all times are. */
const Arrow = ({ before, now }: { before: string; now: string }) => (
  <bdi class="times" dir="ltr">
    {before} → {now}
  </bdi>
);

const Moment = ({ contents, iso }: Props & { iso: string }) => (
  <bdi>
    {contents.day(date(iso)).name} <bdi class="times">{clock(iso)}</bdi>
  </bdi>
);

function roomWords(before: Known, now: Known, contents: Contents) {
  const name = ({ room = "", roomName }: Known) => {
    const row = contents.rooms.get(room);
    if (!row) return roomName && <bdi>{roomName}</bdi>;
    return nameOf(contents, row);
  };
  return movedWords(name(before), name(now), t("room not yet known"));
}
