import { useEffect, useState } from "preact/hooks";
import type { Contents } from "../contents";
import type { Announcement } from "../data/documents";
import { markRead, unread } from "../data/read";
import { Message } from "../parts/message";
import { useSight } from "../parts/moment";
import { Untranslated } from "../parts/untranslated";
import { t } from "../words";

// So long somebody looks at a list who reads it.
const MOMENT = 2000;

export function AnnouncementsScreen({ contents }: { contents: Contents }) {
  const rows = contents.programme.announcements;
  const fresh = useFresh(contents);
  return (
    <div class="wide">
      <h1>{t("Announcements")}</h1>
      {rows.map((row) => (
        <Message key={row.id} contents={contents} row={row} heading="h2" isNew={fresh.includes(row.id)} />
      ))}
      {!rows.length && <p class="empty">{t("Nothing has been announced yet.")}</p>}
      <p class="quiet feeds">
        <a href={`${contents.root}announcements.atom`}>{t("Announcements as a feed (Atom)")}</a>
      </p>
    </div>
  );
}

/** What was new at any time during this visit: marks must not vanish under the reader's eyes. */
function useFresh({ programme }: Contents) {
  const ids = unread(programme).join();
  const [seen] = useState(new Set<string>());
  for (const id of ids.split(",")) seen.add(id);
  // Where nothing is new, nothing is marked.
  useSight(() => setTimeout(() => markRead(programme, ids.split(",")), MOMENT), [ids]);
  return [...seen];
}

export function AnnouncementScreen({ contents, row }: { contents: Contents; row: Announcement }) {
  useEffect(() => markRead(contents.programme, [row.id]), [row.id]);
  return (
    <div class="wide">
      <p class="eyebrow">
        <a href={`${contents.root}announcements/`}>{t("Announcements")}</a>
      </p>
      <Untranslated row={row} contents={contents} href={contents.announcementHref(row)} />
      <Message contents={contents} row={row} heading="h1" />
    </div>
  );
}
