import { useEffect, useMemo, useState } from "preact/hooks";
import type { Contents, Filters } from "../contents";
import type { Session, Words } from "../data/documents";
import { inDigits } from "../settings";
import { capitalised, label, labelled, t } from "../words";

interface Props {
  contents: Contents;
  filters: Filters;
  change: (name: keyof Filters, value: string) => void;
}

/** The same form as the server's, but it acts while the reader types. */
export function FilterForm({ contents, filters, change }: Props) {
  // Only at first: it must not close under the hands of who empties the search field.
  const { length: count } = Object.keys(filters);
  const [isOpen] = useState(count > 0);
  // What is closed at first need not be there before the first cards.
  const [isThere, setIsThere] = useState(isOpen);
  useEffect(() => setIsThere(true), []);
  const { rooms, tracks, sessions } = contents.programme;
  const { kinds, codes } = useMemo(() => valuesOf(sessions), [sessions]);
  const named = (rows: (Words & { name: string })[]) =>
    rows.map((row) => ({ value: row.id, name: row.name, ...contents.attributes(row, "name") }));
  const spoken = [...codes]
    .map((code) => ({ value: code, name: contents.languageName(code) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return (
    <details class="filters" open={isOpen || undefined}>
      <summary>
        {t("Search and filter")}
        {count > 0 && (
          <>
            {" "}
            <bdi>({inDigits(count)})</bdi>
          </>
        )}
      </summary>
      {isThere && (
        <form
          method="get"
          action={`${contents.root}programme/`}
          role="search"
          onSubmit={(event) => {
            event.preventDefault();
            (document.activeElement as HTMLElement | null)?.blur();
          }}
        >
          <p class="field field-wide">
            <label for="filter-q">{t("Words in titles, names, rooms")}</label>
            <input
              type="search"
              id="filter-q"
              name="q"
              value={filters.q ?? ""}
              maxLength={80}
              dir="auto"
              autocomplete="off"
              onInput={(event) => change("q", event.currentTarget.value)}
            />
          </p>
          <Choice name="track" label={t("Track")} rows={named(tracks)} {...{ filters, change }} />
          <Choice name="room" label={t("Room")} rows={named(rooms)} {...{ filters, change }} />
          <Choice
            name="kind"
            label={t("Kind")}
            rows={labelled(kinds).map((kind) => ({ value: kind, name: capitalised(label(kind)) }))}
            {...{ filters, change }}
          />
          <Choice
            name="language"
            label={t("Language you understand")}
            rows={spoken}
            {...{ filters, change }}
          />
          {sessions.some((row) => row.interpretation) && (
            <Tick name="interpretation" label={t("With interpretation")} {...{ filters, change }} />
          )}
          <Tick name="agenda" label={t("My agenda")} {...{ filters, change }} data-app />
          <p class="field field-submit">
            <button type="submit">{t("Show")}</button>
          </p>
        </form>
      )}
    </details>
  );
}

function valuesOf(sessions: Session[]) {
  const spoken = sessions.flatMap((row) => [...(row.languages ?? []), ...(row.interpretation ?? [])]);
  return { kinds: new Set(sessions.map((row) => row.kind)), codes: new Set(spoken) };
}

interface ChoiceProps extends Omit<Props, "contents"> {
  name: keyof Filters;
  label: string;
  rows: { value: string; name: string }[];
}

function Choice({ name, label, rows, filters, change }: ChoiceProps) {
  if (!rows.length) return null;
  return (
    <p class="field">
      <label for={`filter-${name}`}>{label}</label>
      <select
        id={`filter-${name}`}
        name={name}
        value={filters[name] ?? ""}
        onChange={(event) => change(name, event.currentTarget.value)}
      >
        <option value="">{t("all")}</option>
        {rows.map(({ name: text, ...attributes }) => (
          <option key={attributes.value} {...attributes}>
            {text}
          </option>
        ))}
      </select>
    </p>
  );
}

type TickProps = Omit<ChoiceProps, "rows"> & { "data-app"?: boolean };

function Tick({ name, label, filters, change, ...attributes }: TickProps) {
  return (
    <p class="field field-tick" {...attributes}>
      <label>
        <input
          type="checkbox"
          name={name}
          value="yes"
          checked={!!filters[name]}
          onChange={(event) => change(name, event.currentTarget.checked ? "yes" : "")}
        />{" "}
        {label}
      </label>
    </p>
  );
}
