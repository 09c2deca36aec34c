import { useState } from "preact/hooks";
import { focusMain } from "../page";
import { Section } from "../parts/section";
import { inDigits } from "../settings";
import { t } from "../words";
import { askServer } from "./asking";
import { useOnline } from "./hooks";

/** Have the mailed link sent again. The answer never tells whether there is one. */
export function AskForLink({ edition }: { edition: string }) {
  const [said, say] = useState("");
  const isOnline = useOnline();
  const send = async (form: HTMLFormElement) => {
    const email = `${new FormData(form).get("email")}`;
    const { status, body, wait } = await askServer(`editions/${edition}/registrations/link/`, { body: { email } });
    if (status === 202) {
      form.reset();
      say(t("If you asked for a seat with this address, the link is on its way to it."));
    } else if (status === 429) {
      say(t("Many requests came from your network. Try again in %(count)s minutes.", { count: inDigits(Math.ceil(wait / 60)) }));
    } else {
      say(status ? `${body.message ?? ""}` : t("The server did not answer. Nothing is lost: try again."));
    }
    focusMain();
  };
  return (
    <Section id="link" title={t("Your link, once more")}>
      <p>{t("Everything about your request is behind the link that we mailed to you. Write the address that you asked with, and it comes again.")}</p>
      <form
        class="entries"
        onSubmit={(event) => {
          event.preventDefault();
          void send(event.currentTarget);
        }}
      >
        <div class="entry">
          <label for="id_email">{t("E-mail")}</label>
          <input type="email" id="id_email" name="email" autocomplete="email" dir="ltr" maxLength={254} required />
        </div>
        <p>
          <button type="submit" disabled={!isOnline}>
            {t("Send the link")}
          </button>{" "}
          {!isOnline && <span class="quiet">{t("This needs the network.")}</span>}
        </p>
      </form>
      <p role="status">{said}</p>
    </Section>
  );
}
