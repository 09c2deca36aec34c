import type { Announcement } from "../data/documents";
import { t } from "../words";

export interface Notices {
  /** When the contents were last known to be current, in words; set only while they may not be. */
  asOf?: string;
  isOffline: boolean;
  /** Announcements that came while the reader was here. */
  news: { row: Announcement; href: string; attributes: object }[];
  /** Set when a new version of the app waits. */
  update?: () => void;
}

/** What the reader should know about what they see: how old it is, what is new. */
export function Status({ asOf, isOffline, news, update }: Notices) {
  return (
    <>
      {asOf && (
        <p class="as-of">
          {isOffline
            ? t("As of %(time)s, offline", { time: asOf })
            : t("As of %(time)s: the server gives no usable answer", { time: asOf })}
        </p>
      )}
      {news.map(({ row, href, attributes }) => (
        <p class={`news urgency-${row.urgency}`} key={row.id}>
          {t("New announcement:")}{" "}
          <a href={href} {...attributes}>
            {row.title}
          </a>
        </p>
      ))}
      {update && (
        <p class="update">
          {t("A new version is ready.")}{" "}
          <button type="button" onClick={update}>
            {t("Reload")}
          </button>
        </p>
      )}
    </>
  );
}
