import type { ComponentChildren } from "preact";
import type { Contents } from "../contents";
import { InstallSection } from "../parts/install";
import { Section } from "../parts/section";
import { choose, currentSettings, inDigits, type Settings } from "../settings";
import { ownOffset } from "../time";
import { language, t } from "../words";
import { ForgetSection, StoredSection } from "./stored";

type Props = { contents: Contents };

/** What the reader decides about this device; everything acts at once. */
export function SettingsScreen({ contents }: Props) {
  const { edition } = contents.programme;
  const hasUrdu = edition.languages.some(({ code }) => code === "ur");
  return (
    <div class="wide settings">
      <h1>{t("Settings")}</h1>
      <Languages contents={contents} />
      <div data-app>
        <Choice
          name="digits"
          legend={t("Digits")}
          options={[
            [undefined, <>{t("Latin")} <bdi>0123456789</bdi></>],
            ["arab", <>{t("Arabic")} <bdi>٠١٢٣٤٥٦٧٨٩</bdi></>],
            ["arabext", <>{t("Extended Arabic")} <bdi>۰۱۲۳۴۵۶۷۸۹</bdi></>],
          ]}
        />
        <Choice
          name="zone"
          legend={t("Times")}
          options={[
            [undefined, <Zone label={t("of the conference:")} {...edition.zone} />],
            ["mine", <Zone label={t("of this device:")} {...ownZone(edition.starts_on)} />],
          ]}
        />
        <Choice
          name="size"
          legend={t("Size of text")}
          options={[
            [undefined, t("usual")],
            ["large", t("large")],
            ["larger", t("larger")],
            ["largest", t("largest")],
          ]}
        />
        <Choice
          name="theme"
          legend={t("Light and dark")}
          options={[
            [undefined, t("as the device has it")],
            ["light", t("light")],
            ["dark", t("dark")],
          ]}
        />
        {hasUrdu && (
          <Choice
            name="script"
            legend={t("Script of Urdu")}
            options={[
              [undefined, t("as the device has it")],
              ["nastaliq", t("Nastaliq (loads about %(size)s kB)", { size: 105 })],
            ]}
          />
        )}
        <StoredSection edition={edition.slug} />
        <InstallSection />
        <ForgetSection />
      </div>
    </div>
  );
}

function Languages({ contents }: Props) {
  return (
    <Section id="languages" title={t("Language")}>
      <ul class="choices">
        {contents.programme.edition.languages.map(({ code, name, dir }) => (
          <li key={code}>
            <a
              href={`/${code}${contents.root.slice(language().length + 1)}settings/`}
              lang={code}
              dir={dir}
              hreflang={code}
              aria-current={code === language() ? "true" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface ChoiceProps<K extends keyof Settings> {
  name: K;
  legend: string;
  options: [value: Settings[K], label: ComponentChildren][];
}

function Choice<K extends keyof Settings>({ name, legend, options }: ChoiceProps<K>) {
  const current = currentSettings()[name];
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {options.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            value={value ?? ""}
            checked={value === current}
            onChange={() => choose(name, value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Zone({ label, city, offset }: { label: string; city: string; offset: string }) {
  return (
    <>
      {label} <bdi>{city}</bdi> (<bdi dir="ltr">{inDigits(offset)}</bdi>)
    </>
  );
}

function ownZone(day: string) {
  const name = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { city: name.split("/").pop()!.replaceAll("_", " "), offset: ownOffset(day) };
}
