import type { Edition } from "../data/documents";
import { isMine, offsetHere } from "../time";
import { t } from "../words";
import { escaped, Marked } from "./html";

/** Says whose times a screen shows. */
export function ZoneLine({ edition: { zone, starts_on } }: { edition: Edition }) {
  // As it is when the edition begins; where clocks change meanwhile, each time says its own.
  const here = isMine() && `UTC${offsetHere(`${starts_on}T12:00${zone.offset.slice(3)}`)}`;
  return (
    <Marked
      class="quiet zone"
      html={
        here
          ? t('Times are those of your device (<bdi dir="ltr">%(offset)s</bdi>).', { offset: here })
          : t('Times are those of <bdi>%(city)s</bdi> (<bdi dir="ltr">%(offset)s</bdi>).', {
              city: escaped(zone.city),
              offset: zone.offset,
            })
      }
    />
  );
}
