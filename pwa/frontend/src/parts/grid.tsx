import type { Contents } from "../contents";
import { dayOf } from "../contents";
import type { Session } from "../data/documents";
import { clock } from "../time";
import { t } from "../words";
import { Card } from "./card";
import { grouped } from "./sessions";
import { Shift } from "./times";

interface ViewsProps {
  isGrid: boolean;
  choose: (isGrid: boolean) => void;
}

/** List or room grid. */
export function Views({ isGrid, choose }: ViewsProps) {
  return (
    <div class="views" role="group" aria-label={t("View")} data-app>
      <button type="button" aria-pressed={!isGrid} onClick={() => choose(false)}>
        {t("List")}
      </button>
      <button type="button" aria-pressed={isGrid} onClick={() => choose(true)}>
        {t("Rooms")}
      </button>
    </div>
  );
}

interface Props {
  contents: Contents;
  sessions: Session[];
}

/** Each day as a table: rooms beside each other, times below each other. */
export function Grid({ contents, sessions }: Props) {
  return (
    <>
      {grouped(sessions.filter(dayOf), dayOf).map(([date, rows]) => (
        <Day key={date} contents={contents} sessions={rows} date={date} />
      ))}
    </>
  );
}

function Day({ contents, sessions, date }: Props & { date: string }) {
  const { columns, times, blocks } = laidOut(contents, sessions);
  const rowOf = new Map(times.map(({ at }, index) => [at, index]));
  const rowsIn = ({ start, end }: Block) => rowOf.get(end)! - rowOf.get(start)!;
  const cellOf = (room: string, at: number) => {
    const block = blocks.find((row) => row.room === room && row.start <= at && at < row.end);
    if (!block) return <td />;
    if (block.start !== at) return null; // reaches down from above
    return (
      <td rowSpan={rowsIn(block)} colSpan={room === ALL ? columns.length : 1}>
        {block.sessions.map((row) => (
          <Card key={row.id} contents={contents} session={row} heading="h3" />
        ))}
      </td>
    );
  };
  const isForAll = (at: number) =>
    blocks.some((row) => row.room === ALL && row.start <= at && at < row.end);
  const id = `day-${date}`;
  return (
    <div class="grid" role="region" aria-labelledby={id} tabIndex={0}>
      <table>
        <caption>
          <h2 id={id}>{contents.day(date).name}</h2>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("When")}</th>
            {columns.map((id) => (
              <Heading key={id} contents={contents} id={id} />
            ))}
          </tr>
        </thead>
        <tbody>
          {times.slice(0, -1).map(({ at, iso }) => (
            <tr key={at}>
              <th scope="row">
                <time dateTime={iso}>{clock(iso)}</time>
                <Shift iso={iso} day={date} />
              </th>
              {isForAll(at) ? cellOf(ALL, at) : columns.map((room) => cellOf(room, at))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Heading({ contents, id }: { contents: Contents; id: string }) {
  const room = contents.rooms.get(id);
  return (
    <th scope="col" {...(room && contents.attributes(room, "name"))}>
      {room?.name ?? t("Without a room")}
    </th>
  );
}

// Instead of a room: a block that fills the whole width.
const ALL = "*";

/** Sessions of a room that overlap each other, and so share a cell. */
interface Block {
  room: string;
  start: number;
  end: number;
  sessions: Session[];
}

/** What stands where: nothing overlaps within a column, nor with what fills the whole width. */
function laidOut(contents: Contents, sessions: Session[]) {
  const inOrder = [...sessions].sort((a, b) => Date.parse(a.start!) - Date.parse(b.start!));
  const blocks = grouped(inOrder, (row) => (contents.rooms.has(row.room ?? "") ? row.room! : ""))
    .flatMap(([room, rows]) => blocksOf(room, rows));
  for (const block of blocks) {
    const isAlone = blocks.every(
      (row) => row === block || row.end <= block.start || block.end <= row.start,
    );
    if (!block.room && isAlone) block.room = ALL;
  }
  const used = new Set(blocks.map(({ room }) => room));
  const columns = [...contents.rooms.keys(), ""].filter((id) => used.has(id));
  const isos = new Map<number, string>();
  for (const { start = "", end = "" } of sessions) {
    isos.set(Date.parse(start), start).set(Date.parse(end), end);
  }
  const moments = new Set(blocks.flatMap(({ start, end }) => [start, end]));
  const times = [...moments].sort((a, b) => a - b).map((at) => ({ at, iso: isos.get(at)! }));
  return { columns, times, blocks };
}

function blocksOf(room: string, sessions: Session[]) {
  const blocks: Block[] = [];
  for (const row of sessions) {
    const [start, end] = [Date.parse(row.start!), Date.parse(row.end!)];
    const last = blocks.at(-1);
    if (last && start < last.end) {
      last.sessions.push(row);
      last.end = Math.max(last.end, end);
    } else if (end > start) {
      blocks.push({ room, start, end, sessions: [row] });
    }
  }
  return blocks;
}
