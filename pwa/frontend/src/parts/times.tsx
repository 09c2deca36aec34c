import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { inDigits } from "../settings";
import { clock, date, inZone, isMine, offsetHere } from "../time";
import { t } from "../words";

interface Props {
  session: Session;
  /** In the edition's zone whatever the reader chose. */
  isOriginal?: boolean;
}

/** From when to when. */
export function Times({ session, isOriginal }: Props) {
  const { start = "", end = "" } = session;
  const said = isOriginal ? (iso: string) => inDigits(iso.slice(11, 16)) : clock;
  return (
    <>
      <bdi class="times" dir="ltr">
        <time dateTime={start}>{said(start)}</time>–<time dateTime={end}>{said(end)}</time>
        {!isOriginal && isMine() && ` ${offsetHere(start)}`}
      </bdi>
      {!isOriginal && <Shift iso={start} day={dayOf(session)} />}
    </>
  );
}

/** Says so where the device has another day than the edition. */
export function Shift({ iso, day }: { iso: string; day: string }) {
  const local = date(inZone(iso));
  if (!isMine() || local === day) return null;
  return (
    <>
      {" "}
      <span class="shift">{local > day ? t("next day") : t("day before")}</span>
    </>
  );
}
