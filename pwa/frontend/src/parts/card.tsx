import { Component } from "preact";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { kindWords } from "../labels";
import { capitalised, comma, t } from "../words";
import { State } from "./state";
import { Times } from "./times";

interface Props {
  contents: Contents;
  session: Session;
  heading: "h3" | "h4";
  dayName?: string;
}

/** One session in a list. Drawn anew only when its contents are others. */
export class Card extends Component<Props> {
  override shouldComponentUpdate(next: Readonly<Props>) {
    return next.session !== this.props.session || next.contents !== this.props.contents;
  }

  render({ contents, session, heading: Heading, dayName }: Props) {
    const track = contents.tracks.get(session.track ?? "");
    const room = contents.rooms.get(session.room ?? "");
    const people = contents.people(session);
    const state = session.state ? ` is-${session.state}` : "";
    return (
      <article
        class={`card track-${track?.colour ?? "none"} kind-${session.kind}${state}`}
        data-id={session.id}
      >
        <Heading class="card-title">
          <a
            href={contents.sessionHref(session)}
            {...contents.attributes(session, "title", session.title)}
          >
            {session.title}
          </a>
        </Heading>
        {people.length > 0 && (
          <p class="card-people">
            {people.map(({ speaker }, index) => (
              <>
                {index > 0 && comma()}
                <bdi {...contents.attributes(speaker, "name", speaker.name)}>{speaker.name}</bdi>
              </>
            ))}
          </p>
        )}
        <p class="card-place">
          {dayName && (
            <>
              <bdi>{dayName}</bdi>{" "}
            </>
          )}
          {dayOf(session) && <Times session={session} />}
          {room && (
            <>
              {" "}
              <bdi class="card-room" {...contents.attributes(room, "name", room.name)}>
                {room.name}
              </bdi>
            </>
          )}
        </p>
        <ul class="facts">
          <li class="fact-kind">{capitalised(kindWords(session.kind))}</li>
          {track && (
            <li class="fact-track">
              <bdi {...contents.attributes(track, "name", track.name)}>{track.name}</bdi>
            </li>
          )}
          {session.languages && <Spoken contents={contents} session={session} />}
        </ul>
        <State contents={contents} session={session} />
      </article>
    );
  }
}

function Spoken({ contents, session }: { contents: Contents; session: Session }) {
  return (
    <li class="fact-spoken">
      <Languages contents={contents} codes={session.languages!} />
      {session.interpretation && (
        <>
          {" "}
          <span class="interpreted">
            {t("interpretation:")}{" "}
            <Languages contents={contents} codes={session.interpretation} />
          </span>
        </>
      )}
    </li>
  );
}

/** Names of languages with commas between them. */
export function Languages({ contents, codes }: { contents: Contents; codes: string[] }) {
  return (
    <>
      {codes.map((code, index) => (
        <>
          {index > 0 && comma()}
          <bdi>{contents.languageName(code)}</bdi>
        </>
      ))}
    </>
  );
}
