import * as db from "../data/db";
import { t } from "../words";
import { Section } from "../parts/section";

export interface Kept {
  href: string;
  title: string;
  language: string;
}

/** The programmes of this device, for a reader who looked for something else. */
export async function keptPages(): Promise<Kept[]> {
  return (await db.programmes()).map(({ edition: { slug, title }, language }) => ({
    href: `/${language}/${slug}/`,
    title,
    language,
  }));
}

interface Props {
  /** What the device does have. */
  kept: Kept[];
  retry: () => void;
}

/** The device does not have this, and the server does not answer. */
export function MissingScreen({ kept, retry }: Props) {
  return (
    <div class="wide">
      <h1>{t("Not on this device yet")}</h1>
      <p>{t("There is no connection, and this page has not been kept on this device before.")}</p>
      <p class="actions">
        <button type="button" onClick={retry}>
          {t("Try again")}
        </button>
      </p>
      {kept.length > 0 && (
        <Section id="kept" title={t("What you can read without a connection")}>
          <ul>
            {kept.map((row) => (
              <li>
                <a href={row.href} hreflang={row.language}>
                  <bdi lang={row.language}>{row.title}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
