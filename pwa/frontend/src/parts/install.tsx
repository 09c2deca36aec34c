import { recall, remember } from "../data/mine";
import { DECLINED, installer } from "../installing";
import { t } from "../words";
import { Section } from "./section";

interface Visits {
  count: number;
  /** Epoch ms of the last that was counted. */
  since: number;
}

const VISITS = "visits";
// A page that is opened again later than this is another visit.
const APART = 30 * 60_000;

/** Count the reader's first visit and the second; nobody needs to know more. */
export function countVisit() {
  const { count, since } = recall<Visits>(VISITS) ?? { count: 0, since: 0 };
  const now = Date.now();
  if (!count || (count === 1 && now - since > APART)) remember(VISITS, { count: count + 1, since: now });
}

const isInstalled = () =>
  matchMedia("(display-mode: standalone)").matches ||
  (navigator as { standalone?: boolean }).standalone === true;

/** Safari of iPhones and iPads offers nothing by itself; iPads say that they are Macs. */
const isOfApple = () =>
  /iPhone|iPad/.test(navigator.userAgent) ||
  (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

/** Whether the reader came back or starred something, and was not asked before. */
function isTimeToInvite(edition: string) {
  if (isInstalled() || recall(DECLINED) || !(installer() || isOfApple())) return false;
  return recall<Visits>(VISITS)?.count === 2 || !!recall<string[]>(`stars/${edition}`)?.length;
}

/** How to install the app on this device. */
function Steps() {
  const install = installer();
  if (install) {
    return (
      <button type="button" onClick={install}>
        {t("Install")}
      </button>
    );
  }
  if (!isOfApple()) return <p>{t("In the browser's menu, choose “Install” or “Add to Home screen”.")}</p>;
  return (
    <>
      <ol>
        <li>{t("Tap “Share” below or above this page.")}</li>
        <li>{t("Choose “Add to Home Screen”.")}</li>
      </ol>
      <p class="quiet">
        {t("iPhones and iPads delete what a site keeps after seven days, unless it is installed.")}
      </p>
    </>
  );
}

const why = () => t("The programme opens from your home screen, also without a network.");

/** Always in the settings. */
export function InstallSection() {
  return (
    <Section id="install" title={t("Install the app")}>
      <p>{isInstalled() ? t("The app is installed on this device.") : why()}</p>
      {!isInstalled() && <Steps />}
    </Section>
  );
}

/** Below what the reader came for, once they have a reason to keep it. */
export function Invitation({ edition }: { edition: string }) {
  if (!isTimeToInvite(edition)) return null;
  return (
    <aside class="wide invitation" aria-labelledby="invitation" data-app>
      <div class="callout">
        <h2 id="invitation">{t("Install the app")}</h2>
        <p>{why()}</p>
        <Steps />
        <button type="button" class="plain" onClick={() => remember(DECLINED, true)}>
          {t("No, thank you")}
        </button>
      </div>
    </aside>
  );
}
