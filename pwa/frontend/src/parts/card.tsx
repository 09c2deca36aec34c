import { Component } from "preact";
import { starsOf } from "../agenda";
import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { capitalised, comma, label, t } from "../words";
import { nameOf } from "./name";
import { Star } from "./star";
import { State } from "./state";
import { Times } from "./times";

interface Props {
  contents: Contents;
  session: Session;
  heading: "h3" | "h4";
  dayName?: string;
  /** What matters about it at this moment. */
  note?: string;
}

/** One session in a list. Drawn anew only when its contents are others, or its star. */
export class Card extends Component<Props> {
  private isStarred = false;

  override shouldComponentUpdate(next: Readonly<Props>) {
    const { session, contents, note } = this.props;
    return (
      next.session !== session ||
      next.contents !== contents ||
      next.note !== note ||
      isStarred(next) !== this.isStarred
    );
  }

  render({ contents, session, heading: Heading, dayName, note }: Props) {
    this.isStarred = isStarred(this.props);
    const track = contents.track(session);
    const room = contents.room(session);
    const people = contents.people(session);
    const state = session.state ? ` is-${session.state}` : "";
    return (
      <article
        class={`card ${contents.colour(session)} kind-${session.kind}${state}`}
        data-id={session.id}
      >
        <Heading class="card-title">
          <a
            href={contents.sessionHref(session)}
            {...contents.attributes(session, "title")}
          >
            {session.title}
          </a>
        </Heading>
        <Star contents={contents} session={session} />
        {note && <p class="card-note">{note}</p>}
        {people.length > 0 && (
          <p class="card-people">
            {people.map(({ speaker }, index) => (
              <>
                {index > 0 && comma()}
                {nameOf(contents, speaker)}
              </>
            ))}
          </p>
        )}
        <p class="card-place">
          {dayName && (
            <>
              <bdi>{dayName}</bdi> ·{" "}
            </>
          )}
          {dayOf(session) && <Times session={session} />}
          {room && (
            <>
              {dayOf(session) && " · "}
              {nameOf(contents, room, "card-room")}
            </>
          )}
        </p>
        <ul class="facts">
          <li class="fact-kind">{capitalised(label(session.kind))}</li>
          {track && (
            <li class="fact-track">{nameOf(contents, track)}</li>
          )}
          {session.languages && <Spoken contents={contents} session={session} />}
        </ul>
        <State contents={contents} session={session} />
      </article>
    );
  }
}

const isStarred = ({ contents, session }: Props) =>
  starsOf(contents.programme.edition.slug).has(session.id);

function Spoken({ contents, session }: { contents: Contents; session: Session }) {
  return (
    <li class="fact-spoken">
      <Languages contents={contents} codes={session.languages!} />
      {session.interpretation && (
        <>
          {" · "}
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
