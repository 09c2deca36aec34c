import type { Session } from "../data/documents";
import { clock } from "../time";

/** From when to when, in the edition's own time. */
export function Times({ session }: { session: Session }) {
  const { start = "", end = "" } = session;
  return (
    <bdi class="times" dir="ltr">
      <time dateTime={start}>{clock(start)}</time>–<time dateTime={end}>{clock(end)}</time>
    </bdi>
  );
}
