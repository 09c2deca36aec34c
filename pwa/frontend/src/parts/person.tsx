import type { Contents } from "../contents";
import type { Speaker } from "../data/documents";
import { label } from "../words";
import { Picture } from "./picture";

interface Props {
  contents: Contents;
  row: Speaker;
  heading: "h2" | "h3";
  /** What the person does in the session at hand. */
  role?: string;
}

export function Person({ contents, row, heading: Heading, role }: Props) {
  const speaker = contents.whole(row);
  return (
    <li class="person" data-id={speaker.id}>
      <span class="portrait">
        {speaker.photo && <Picture picture={speaker.photo} alt="" sizes="96px" />}
      </span>
      <div>
        <Heading class="person-name">
          <a
            href={contents.speakerHref(speaker)}
            {...contents.attributes(speaker, "name")}
          >
            {speaker.name}
          </a>
        </Heading>
        {role && <p class="person-part">{label(role)}</p>}
        {(["role", "affiliation"] as const).map(
          (field) =>
            speaker[field] && (
              <p class="person-role" {...contents.attributes(speaker, field)}>
                {speaker[field]}
              </p>
            ),
        )}
      </div>
    </li>
  );
}
