import type { Contents } from "../contents";
import { Blocks } from "../parts/blocks";
import { Prose } from "../parts/html";
import { Message } from "../parts/message";
import { rich } from "../parts/rich";
import { Untranslated } from "../parts/untranslated";
import { t } from "../words";

type Props = { contents: Contents };

/** The front page of an edition. */
export function OverviewScreen({ contents }: Props) {
  const edition = contents.edition;
  const attributes = (field: string, value: unknown) => contents.attributes(edition, field, value);
  const text = (field: string, html: string) => rich(contents, edition, field, html);
  return (
    <div class="wide">
      <header class="hero">
        <p class="eyebrow">
          {edition.place && (
            <>
              <bdi {...attributes("place", edition.place)}>{edition.place}</bdi>
              {" · "}
            </>
          )}
          <bdi>{edition.dates}</bdi>
        </p>
        <h1 {...attributes("title", edition.title)}>{edition.title}</h1>
        {edition.tagline && (
          <p class="lede" {...attributes("tagline", edition.tagline)}>
            {edition.tagline}
          </p>
        )}
        <p class="actions">
          <a class="button" href={`${contents.root}programme/`}>
            {t("See the programme")}
          </a>
        </p>
      </header>
      <Untranslated
        row={edition}
        document={contents.programme}
        languageName={contents.languageName}
        below={`${edition.slug}/`}
      />
      <div class="columns">
        <Latest contents={contents} />
        <div class="column-main">
          {edition.introduction && (
            <Prose
              large
              html={text("introduction", edition.introduction)}
              attributes={attributes("introduction", edition.introduction)}
            />
          )}
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
  if (!rows.length) return null;
  return (
    <section class="column-side latest" aria-labelledby="latest">
      <h2 id="latest">{t("Announcements")}</h2>
      {rows.map((row) => (
        <Message key={row.id} contents={contents} row={row} heading="h3" brief />
      ))}
      <p class="links">
        <a href={`${contents.root}announcements/`}>{t("All announcements")}</a>
      </p>
    </section>
  );
}

function Tracks({ contents }: Props) {
  const rows = contents.programme.tracks;
  if (!rows.length) return null;
  return (
    <section aria-labelledby="tracks">
      <h2 id="tracks">{t("Tracks")}</h2>
      <ul class="tracks">
        {rows.map((row) => {
          const { description } = contents.about<{ id: string; description: string }>(row);
          return (
            <li class={`track-${row.colour}`} key={row.id}>
              <a
                href={`${contents.root}programme/?track=${row.id}`}
                {...contents.attributes(row, "name", row.name)}
              >
                {row.name}
              </a>
              {description && (
                <p {...contents.attributes(row, "description", description)}>{description}</p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Venue({ contents }: Props) {
  const edition = contents.edition;
  const { venue, place, coordinates, venue_directions: directions } = edition;
  if (!venue && !directions) return null;
  return (
    <section aria-labelledby="venue">
      <h2 id="venue">{t("Venue")}</h2>
      {venue && (
        <p class="venue-name">
          <strong {...contents.attributes(edition, "venue_name", venue)}>{venue}</strong>
          {place && (
            <>
              {" · "}
              <bdi {...contents.attributes(edition, "place", place)}>{place}</bdi>
            </>
          )}
        </p>
      )}
      {coordinates && (
        <p class="quiet">
          {t("Coordinates")} <bdi dir="ltr">{coordinates.join(", ")}</bdi>
        </p>
      )}
      {directions && (
        <Prose
          html={rich(contents, edition, "venue_directions", directions)}
          attributes={contents.attributes(edition, "venue_directions", directions)}
        />
      )}
    </section>
  );
}

function Organisers({ contents }: Props) {
  const rows = contents.programme.edition.organisers;
  if (!rows.length) return null;
  return (
    <section aria-labelledby="organisers">
      <h2 id="organisers">{t("Organisers")}</h2>
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
    </section>
  );
}
