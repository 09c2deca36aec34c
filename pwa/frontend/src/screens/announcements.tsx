import type { Contents } from "../contents";
import type { Announcement } from "../data/documents";
import { Message } from "../parts/message";
import { Untranslated } from "../parts/untranslated";
import { t } from "../words";

export function AnnouncementsScreen({ contents }: { contents: Contents }) {
  const rows = contents.programme.announcements;
  return (
    <div class="wide">
      <h1>{t("Announcements")}</h1>
      {rows.map((row) => (
        <Message key={row.id} contents={contents} row={row} heading="h2" />
      ))}
      {!rows.length && <p class="empty">{t("Nothing has been announced yet.")}</p>}
      <p class="quiet feeds">
        <a href={`${contents.root}announcements.atom`}>{t("Announcements as a feed (Atom)")}</a>
      </p>
    </div>
  );
}

export function AnnouncementScreen({ contents, row }: { contents: Contents; row: Announcement }) {
  return (
    <div class="wide">
      <p class="eyebrow">
        <a href={`${contents.root}announcements/`}>{t("Announcements")}</a>
      </p>
      <Untranslated
        row={row}
        document={contents.programme}
        languageName={contents.languageName}
        below={contents.announcementHref(row).slice(contents.language.length + 2)}
      />
      <Message contents={contents} row={row} heading="h1" />
    </div>
  );
}
