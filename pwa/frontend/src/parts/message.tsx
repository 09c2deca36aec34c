import type { Contents } from "../contents";
import type { Announcement } from "../data/documents";
import { audienceWords, urgencyWords } from "../labels";
import { clock } from "../time";
import { capitalised, t } from "../words";
import { Prose } from "./html";
import { rich } from "./rich";

interface Props {
  contents: Contents;
  row: Announcement;
  heading: "h1" | "h2" | "h3";
  /** Without its text. */
  brief?: boolean;
}

/** One announcement. */
export function Message({ contents, row, heading: Heading, brief }: Props) {
  return (
    <article class={`announcement urgency-${row.urgency}`} data-id={row.id}>
      {row.urgency !== "info" && <p class="urgency">{capitalised(urgencyWords(row.urgency))}</p>}
      <Heading>
        <a href={contents.announcementHref(row)} {...contents.attributes(row, "title", row.title)}>
          {row.title}
        </a>
      </Heading>
      <p class="quiet">
        <time dateTime={row.at}>
          <bdi>{row.at_date}</bdi> <bdi class="times">{clock(row.at)}</bdi>
        </time>
        {row.audience && ` · ${t("For whom:")} ${audienceWords(row.audience)}`}
      </p>
      {row.body && !brief && (
        <Prose
          html={rich(contents, row, "body", row.body)}
          attributes={contents.attributes(row, "body", row.body)}
        />
      )}
    </article>
  );
}
