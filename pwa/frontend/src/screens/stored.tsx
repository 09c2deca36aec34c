import { useEffect, useState } from "preact/hooks";
import { remove } from "../data/db";
import {
  forgetDevice,
  type Sizes,
  type Stored,
  storedDocuments,
  storedSizes,
} from "../data/stored";
import { currentSettings } from "../settings";
import { momentWords } from "../time";
import { comma, language, languageName, t } from "../words";
import { Section } from "../parts/section";

/** What this device keeps, how large and how old it is. */
export function StoredSection({ edition }: { edition: string }) {
  const [rows, setRows] = useState<Stored[]>([]);
  const [sizes, setSizes] = useState<Sizes>();
  const look = () => {
    void storedDocuments().then(setRows);
    void storedSizes().then(setSizes);
  };
  useEffect(look, []);
  const isInUse = (row: Stored) =>
    row.language === language() && (!row.edition || row.edition === edition);
  return (
    <Section id="stored" title={t("What is stored on this device")}>
      <ul class="stored">
        {rows.map((row) => (
          <li key={`${row.edition}/${row.language}`}>
            <span>
              <bdi lang={row.language}>{row.title}</bdi>
              {comma()}
              <bdi>{languageName(row.language)}</bdi>
              <Facts {...row} />
            </span>
            {!isInUse(row) && (
              <button type="button" class="plain" onClick={() => void remove(row).then(look)}>
                {t("Remove")}
                <span class="unseen">
                  {" "}
                  {row.title}
                  {comma()}
                  {languageName(row.language)}
                </span>
              </button>
            )}
          </li>
        ))}
        {sizes && (
          <>
            {sized(t("Pictures"), sizes.pictures)}
            {sized(t("The app itself"), sizes.app)}
            {sized(t("All of it, as the browser counts"), sizes.total)}
          </>
        )}
      </ul>
      <Keeping />
    </Section>
  );
}

const sized = (label: string, bytes = 0) =>
  bytes > 0 && (
    <li>
      <span>
        {label}
        <Facts bytes={bytes} />
      </span>
    </li>
  );

function Facts({ bytes, confirmedAt }: { bytes: number; confirmedAt?: number }) {
  return (
    <span class="quiet">
      <bdi>{sizeWords(bytes)}</bdi>
      {confirmedAt ? <> · {t("confirmed %(time)s", { time: momentWords(confirmedAt) })}</> : ""}
    </span>
  );
}

function sizeWords(bytes: number) {
  const { digits = "latn" } = currentSettings();
  const isSmall = bytes < 999_500;
  return new Intl.NumberFormat(`${language()}-u-nu-${digits}`, {
    style: "unit",
    unit: isSmall ? "kilobyte" : "megabyte",
    maximumFractionDigits: isSmall ? 0 : 1,
  }).format(bytes / (isSmall ? 1e3 : 1e6));
}

/** Browsers may delete what is stored when space runs short; some promise not to. */
function Keeping() {
  const [answer, setAnswer] = useState<"unasked" | "yes" | "no">();
  const { storage } = navigator;
  useEffect(() => {
    storage?.persisted?.().then((isSafe) => isSafe || setAnswer("unasked")).catch(() => undefined);
  }, []);
  if (!answer) return null;
  if (answer === "yes") return <p role="status">{t("The browser will not delete it by itself.")}</p>;
  return (
    <p class="actions" role="status">
      {answer === "no"
        ? t("The browser does not promise it. Install the app, then it is safer.")
        : t("Browsers may delete this when space runs short.")}{" "}
      <button
        type="button"
        class="plain"
        onClick={() => void storage.persist().then((isSafe) => setAnswer(isSafe ? "yes" : "no"))}
      >
        {t("Keep it safe")}
      </button>
    </p>
  );
}

const focus = (button: HTMLButtonElement | null) => button?.focus();

/** Asks once, in the page; what follows is drawn by the app. */
export function ForgetSection() {
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  return (
    <Section id="forget" title={t("Forget this device")}>
      <p>{t("Removes programmes, pictures, your agenda, your registration, your settings and the app itself.")}</p>
      {isAsking ? (
        <div class="callout" role="group" aria-labelledby="forget-sure">
          <p id="forget-sure">
            <strong>{t("Remove everything? What you starred cannot be brought back.")}</strong>
          </p>
          <p class="actions">
            <button type="button" class="plain" ref={focus} onClick={() => setAsking(false)}>
              {t("Cancel")}
            </button>
            <button
              type="button"
              disabled={isBusy}
              onClick={() => {
                setBusy(true);
                void forgetDevice();
              }}
            >
              {t("Remove everything")}
            </button>
          </p>
        </div>
      ) : (
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {t("Forget this device")}
        </button>
      )}
    </Section>
  );
}
