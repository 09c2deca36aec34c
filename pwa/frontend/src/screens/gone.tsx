import { t } from "../words";

/** What is shown after the device was made to forget; needs nothing but this script. */
export function GoneScreen() {
  return (
    <div class="wide gone">
      <h1>{t("Nothing is left")}</h1>
      <p>{t("This site keeps nothing on this device until you open one of its pages again.")}</p>
      <p>
        {t("What the browser itself remembers, such as its history, is removed in its own settings.")}
      </p>
    </div>
  );
}
