import type { Contents } from "../contents";
import { Picture } from "../parts/picture";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { t } from "../words";

/** Where the edition is; nothing is asked of another site before the reader taps. */
export function Venue({ contents }: { contents: Contents }) {
  const edition = contents.edition;
  const { venue, place, coordinates, venue_directions: directions, venue_picture: picture } = edition;
  const attributes = (field: string) => contents.attributes(edition, field);
  if (!venue && !directions && !picture) return null;
  return (
    <Section id="venue" title={t("Venue")} class="venue">
      {venue && (
        <p class="venue-name">
          <strong {...attributes("venue")}>{venue}</strong>
          {place && (
            <>
              {" · "}
              <bdi {...attributes("place")}>{place}</bdi>
            </>
          )}
        </p>
      )}
      {picture && (
        <figure class="picture" {...attributes("venue_picture")}>
          <Picture picture={picture} alt={picture.alt} sizes="(min-width: 44rem) 42rem, 100vw" />
        </figure>
      )}
      <Rich contents={contents} row={edition} field="venue_directions" />
      <Rooms contents={contents} />
      {coordinates && <Maps at={coordinates} name={venue ?? edition.title} />}
    </Section>
  );
}

function Rooms({ contents }: { contents: Contents }) {
  const rows = contents.programme.rooms
    .map((row) => contents.whole(row))
    .filter((row) => row.directions);
  if (!rows.length) return null;
  return (
    <>
      <h3>{t("Rooms")}</h3>
      <dl class="rooms">
        {rows.map((row) => (
          <>
            <dt {...contents.attributes(row, "name")}>{row.name}</dt>
            <dd {...contents.attributes(row, "directions")}>{row.directions}</dd>
          </>
        ))}
      </dl>
    </>
  );
}

/** The same addresses as events/web/venue.py, but for Apple's devices, which do not know `geo:`. */
function Maps({ at, name }: { at: [number, number]; name: string }) {
  const [latitude, longitude] = at;
  // Brackets would end the name early.
  const label = encodeURIComponent(name).replaceAll("(", "%28").replaceAll(")", "%29");
  const isApple = /iPhone|iPad|Macintosh/.test(navigator.userAgent);
  const geo = isApple
    ? `https://maps.apple.com/?ll=${at}&q=${label}`
    : `geo:${at}?q=${at}(${label})`;
  const web = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return (
    <>
      <p class="quiet">
        {t("Coordinates")} <bdi dir="ltr">{at.join(", ")}</bdi>
      </p>
      <p class="links">
        <a href={geo} rel={isApple ? "noopener noreferrer" : undefined}>
          {t("Open in maps")}
        </a>{" "}
        <a href={web} rel="noopener noreferrer">
          {t("OpenStreetMap (another site)")}
        </a>
      </p>
    </>
  );
}
