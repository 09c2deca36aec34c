import type { Contents } from "../contents";
import { unread } from "../data/read";
import { Blocks } from "../parts/blocks";
import { Message } from "../parts/message";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { Untranslated } from "../parts/untranslated";
import { t } from "../words";
import { NowStrip } from "./now";
import { Venue } from "./venue";

type Props = { contents: Contents };

/** The front page of an edition. */
export function OverviewScreen({ contents }: Props) {
  const edition = contents.edition;
  const attributes = (field: string) => contents.attributes(edition, field);
  return (
    <div class="wide">
      <header class="hero">
        <p class="eyebrow">
          {edition.place && (
            <>
              <bdi {...attributes("place")}>{edition.place}</bdi>
              {" · "}
            </>
          )}
          <bdi>{edition.dates}</bdi>
        </p>
        <h1 {...attributes("title")}>{edition.title}</h1>
        {edition.tagline && (
          <p class="lede" {...attributes("tagline")}>
            {edition.tagline}
          </p>
        )}
        <p class="actions">
          <a class="button" href={`${contents.root}programme/`}>
            {t("See the programme")}
          </a>
        </p>
      </header>
      <NowStrip contents={contents} />
      <Untranslated row={edition} document={contents.programme} href={contents.root} />
      <div class="columns">
        <Latest contents={contents} />
        <div class="column-main">
          <Rich large contents={contents} row={edition} field="introduction" />
          <div class="body">
            <Blocks row={edition} document={contents.programme} resolve={contents.resolve} />
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
  const rows = contents.programme.edition.organisers;
  if (!rows.length) return null;
  return (
    <Section id="organisers" title={t("Organisers")}>
      <ul class="organisers">
        {rows.map((row) => (
          <li>
            {row.url ? (
              <a href={row.url} rel="noopener noreferrer">
                <bdi>{row.name}</bdi>
              </a>
            ) : (
              <bdi>{row.name}</bdi>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
