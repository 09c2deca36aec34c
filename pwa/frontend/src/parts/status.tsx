import type { Contents } from "../contents";
import type { Trouble } from "../data/db";
import type { Announcement } from "../data/documents";
import { t } from "../words";

export interface Notices {
  /** When the contents were last known to be current, in words; set only while they may not be. */
  asOf: string;
  isOffline: boolean;
  /** What the reader starred or set will be lost with the page. */
  isRefused: boolean;
  /** Why documents do not last on this device. */
  trouble: Trouble;
  contents: Contents | undefined;
  /** How many sessions changed in my agenda while the reader was here. */
  changes: number;
  /** Announcements that came while the reader was here. */
  news: Announcement[];
  /** Set when a new version of the app waits. */
  update: (() => void) | undefined;
}

/** What the reader should know about what they see: how old it is, what is new. */
export function Status(notices: Notices) {
  const { asOf, isOffline, isRefused, trouble, contents, changes, news, update } = notices;
  return (
    <>
      {asOf && (
        <p class="as-of">
          {isOffline
            ? t("As of %(time)s, offline", { time: asOf })
            : t("As of %(time)s: the server gives no usable answer", { time: asOf })}
        </p>
      )}
      {trouble && (
        <p class="trouble">
          {trouble === "refused"
            ? t("This device keeps nothing: pages need the network.")
            : t("The storage of this device is full: what you see may be missing without network.")}
        </p>
      )}
      {isRefused && (
        <p class="refused">
          {t("This browser keeps nothing: what you star and set is lost when you close this page.")}
        </p>
      )}
      {contents && changes > 0 && (
        <p class="news">
          <a href={`${contents.root}my-agenda/`}>
            {t("Changed in your agenda: %(count)s", { count: changes })}
          </a>
        </p>
      )}
      {contents &&
        news.map((row) => (
          <p class={`news urgency-${row.urgency}`} key={row.id}>
            {t("New announcement:")}{" "}
            <a href={contents.announcementHref(row)} {...contents.attributes(row, "title")}>
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
