import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Speaker } from "../data/documents";
import { fold } from "../fold";
import { compare } from "../order";
import { Card } from "../parts/card";
import { Person } from "../parts/person";
import { Picture } from "../parts/picture";
import { Part } from "../parts/part";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { Untranslated } from "../parts/untranslated";
import { t } from "../words";

export function SpeakersScreen({ contents }: { contents: Contents }) {
  const rows = contents.programme.speakers
    .map((row) => ({ row, order: fold(row.name) }))
    .sort((a, b) => compare(a.order, b.order));
  return (
    <div class="wide">
      <h1>{t("Speakers")}</h1>
      {rows.length ? (
        <ul class="people people-grid">
          {rows.map(({ row }) => (
            <Person key={row.id} contents={contents} row={row} heading="h2" />
          ))}
        </ul>
      ) : (
        <p class="empty">{t("No speakers have been announced yet.")}</p>
      )}
    </div>
  );
}

export function SpeakerScreen({ contents, row }: { contents: Contents; row: Speaker }) {
  const speaker = contents.whole(row);
  const sessions = contents.sessionsOf(row);
  return (
    <article class="wide speaker" data-id={row.id}>
      <header class="page-head speaker-head">
        <span class="portrait portrait-large">
          {speaker.photo && <Picture picture={speaker.photo} alt="" sizes="192px" />}
        </span>
        <div>
          <p class="eyebrow">
            <a href={`${contents.root}speakers/`}>{t("Speakers")}</a>
          </p>
          <Part contents={contents} row={speaker} field="name" tag="h1" />
          <Part contents={contents} row={speaker} field="role" tag="p" class="lede" />
          <Part contents={contents} row={speaker} field="affiliation" tag="p" class="quiet" />
        </div>
      </header>
      <Untranslated row={row} contents={contents} href={contents.speakerHref(row)} />
      <Rich contents={contents} row={speaker} field="biography" />
      {speaker.links && (
        <ul class="links">
          {speaker.links.map((link) => (
            <li>
              <a href={link.url} rel="noopener noreferrer">
                <bdi {...contents.attributes({ lang: row.lang, ...link }, "label")}>{link.label}</bdi>
              </a>
            </li>
          ))}
        </ul>
      )}
      {sessions.length > 0 && (
        <Section id="sessions" title={t("Sessions")}>
          <div class="cards">
            {sessions.map((session) => (
              <Card
                key={session.id}
                contents={contents}
                session={session}
                heading="h3"
                dayName={dayOf(session) && contents.day(dayOf(session)).short}
              />
            ))}
          </div>
        </Section>
      )}
    </article>
  );
}
