import type { Contents } from "../contents";
import type { Announcement } from "../data/documents";
import { clock, date } from "../time";
import { capitalised, label, t } from "../words";
import { Rich } from "./rich";
import { Shift } from "./times";

interface Props {
  contents: Contents;
  row: Announcement;
  heading: "h1" | "h2" | "h3";
  /** Without its text. */
  brief?: boolean;
  isNew?: boolean;
}

/** One announcement. */
export function Message({ contents, row, heading: Heading, brief, isNew }: Props) {
  return (
    <article class={`announcement urgency-${row.urgency}`} data-id={row.id}>
      {row.urgency !== "info" && <p class="urgency">{capitalised(label(row.urgency))}</p>}
      <Heading>
        <a href={contents.announcementHref(row)} {...contents.attributes(row, "title")}>
          {row.title}
        </a>
        {isNew && (
          <span class="mark" data-app>
            {t("new")}
          </span>
        )}
      </Heading>
      <p class="quiet">
        <time dateTime={row.at}>
          <bdi>{row.at_date}</bdi> <bdi class="times">{clock(row.at)}</bdi>
          <Shift iso={row.at} day={date(row.at)} />
        </time>
        {row.audience && ` · ${t("For whom:")} ${label(row.audience)}`}
      </p>
      {!brief && <Rich contents={contents} row={row} field="body" />}
    </article>
  );
}
