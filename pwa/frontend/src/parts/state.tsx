import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { clock, date } from "../time";
import { capitalised, label, t } from "../words";
import { nameOf } from "./name";
import { Shift } from "./times";

/** What happened to a session: moved, delayed, cancelled, replaced; nothing while it is as planned. */
export function State({ contents, session }: { contents: Contents; session: Session }) {
  if (!session.state) return null;
  const replacement = contents.sessions.get(session.replaced_by ?? "");
  return (
    <p class={`state state-${session.state}`}>
      <strong>{capitalised(label(session.state))}</strong>
      <Was contents={contents} session={session} />
      {replacement && (
        <>
          {" "}
          <span class="was">
            {t("instead:")}{" "}
            <a
              href={contents.sessionHref(replacement)}
              {...contents.attributes(replacement, "title")}
            >
              {replacement.title}
            </a>
          </span>
        </>
      )}
    </p>
  );
}

function Was({ contents, session }: { contents: Contents; session: Session }) {
  const was = session.was_start ?? "";
  const time = was.slice(0, 16) !== (session.start ?? "").slice(0, 16) ? clock(was) : "";
  const day = was && date(was) !== dayOf(session) ? contents.day(date(was)).name : "";
  const room = contents.rooms.get(session.was_room ?? "");
  if (!time && !day && !room) return null;
  return (
    <>
      {" "}
      <span class="was">
        {t("before:")}{" "}
        {day && (
          <>
            <bdi>{day}</bdi>{" "}
          </>
        )}
        {time && (
          <>
            <bdi class="times">{time}</bdi>
            <Shift iso={was} day={date(was)} />{" "}
          </>
        )}
        {room && nameOf(contents, room)}
      </span>
    </>
  );
}
