import type { Contents } from "../contents";
import { unread } from "../data/read";
import { Blocks } from "../parts/blocks";
import { Message } from "../parts/message";
import { Part } from "../parts/part";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { Untranslated } from "../parts/untranslated";
import { ToProgramme } from "../parts/programme";
import { t } from "../words";
import { NowStrip } from "./now";
import { Venue } from "./venue";

type Props = { contents: Contents };

/** The front page of an edition. */
export function OverviewScreen({ contents }: Props) {
  const edition = contents.edition;
  return (
    <div class="wide">
      <header class="hero">
        <p class="eyebrow">
          {edition.place && (
            <>
              <bdi {...contents.attributes(edition, "place")}>{edition.place}</bdi>
              {" · "}
            </>
          )}
          <bdi>{edition.dates}</bdi>
        </p>
        <Part contents={contents} row={edition} field="title" tag="h1" />
        <Part contents={contents} row={edition} field="tagline" tag="p" class="lede" />
        <p class="actions">
          <ToProgramme contents={contents} />
        </p>
      </header>
      <NowStrip contents={contents} />
      <Untranslated row={edition} contents={contents} href={contents.root} />
      <div class="columns">
        <Latest contents={contents} />
        <div class="column-main">
          <Rich large contents={contents} row={edition} field="introduction" />
          <div class="body">
            <Blocks row={edition} contents={contents} />
          </div>
        </div>
      </div>
      <Tracks contents={contents} />
      <div class="pair">
        <Venue contents={contents} />
        <Organisers contents={contents} />
      </div>
    </div>
  );
}

function Latest({ contents }: Props) {
  const rows = contents.programme.announcements.slice(0, 3);
  const fresh = unread(contents.programme);
  if (!rows.length) return null;
  return (
    <Section id="latest" title={t("Announcements")} class="column-side latest">
      {rows.map((row) => (
        <Message key={row.id} contents={contents} row={row} heading="h3" brief isNew={fresh.includes(row.id)} />
      ))}
      <p class="links">
        <a href={`${contents.root}announcements/`}>{t("All announcements")}</a>
      </p>
    </Section>
  );
}

function Tracks({ contents }: Props) {
  const rows = contents.programme.tracks.map((row) => contents.whole(row));
  if (!rows.length) return null;
  return (
    <Section id="tracks" title={t("Tracks")}>
      <ul class="tracks">
        {rows.map((row) => (
          <li class={`track-${row.colour}`} key={row.id}>
            <a
              href={`${contents.root}programme/?track=${row.id}`}
              {...contents.attributes(row, "name")}
            >
              {row.name}
            </a>
            {row.description && (
              <p {...contents.attributes(row, "description")}>{row.description}</p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Organisers({ contents }: Props) {
  const { lang, organisers } = contents.programme.edition;
  if (!organisers.length) return null;
  return (
    <Section id="organisers" title={t("Organisers")}>
      <ul class="organisers">
        {organisers.map((row) => {
          const name = <bdi {...contents.attributes({ lang, ...row }, "name")}>{row.name}</bdi>;
          return (
            <li>
              {row.url ? (
                <a href={row.url} rel="noopener noreferrer">
                  {name}
                </a>
              ) : (
                name
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
