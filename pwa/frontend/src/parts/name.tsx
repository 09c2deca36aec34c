import type { Contents } from "../contents";
import type { Words } from "../data/documents";

/** The name of a room, a track or a speaker among other words. */
export const nameOf = (contents: Contents, row: Words & { name: string }, className?: string) => (
  <bdi class={className} {...contents.attributes(row, "name")}>
    {row.name}
  </bdi>
);
