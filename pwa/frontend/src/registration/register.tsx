import { useState } from "preact/hooks";
import type { Contents } from "../contents";
import type { Edition, FormDocument } from "../data/documents";
import { clockAt } from "../time";
import { focusMain } from "../page";
import { inDigits } from "../settings";
import { t } from "../words";
import { Form, otherErrors } from "./form";
import { useForm, useOnline, useSealed } from "./hooks";
import { momentOf } from "./moments";
import { discard, entrust, flush, freshRequest, isSending, requestOf } from "./outbox";
import type { Request, Wish } from "./settling";
import { Written } from "./written";

/** Asking for a seat; also without network, since the request waits on the device. */
export function RegisterScreen({ contents }: { contents: Contents }) {
  const { edition } = contents.programme;
  const form = useForm(edition.slug);
  const held = useSealed(async () => ({
    request: await requestOf(edition.slug),
    isSending: isSending(edition.slug),
  }));
  const [isChanging, setChanging] = useState(false);
  const request = held?.value.request;
  if (!held || form === undefined) return null;
  const isForm = form?.state === "open" && (!request || isChanging || request.state === "refused");
  return (
    <div class="wide registration">
      <header class="page-head">
        <h1>{isForm ? t("Ask for a seat") : t("Registration")}</h1>
        {isForm && form.explained.map((sentence) => <p>{sentence}</p>)}
        {isForm && form.mode === "ballot" && (
          <p>
            <a href={`${contents.root}register/ballot/`}>{t("How the draw works, and how to repeat it")}</a>
          </p>
        )}
        {isForm && form.closes_at && (
          <p>{t("Registration closes on %(moment)s.", { moment: momentOf(form.closes_at, edition) })}</p>
        )}
      </header>
      {request && !(isForm && isChanging) && (
        <Whereabouts
          {...{ request, edition, isForm, isSending: held.value.isSending }}
          change={form?.state === "open" ? () => setChanging(true) : undefined}
        />
      )}
      {isForm ? (
        <Asking
          key={`${isChanging} ${request?.key}`}
          {...{ form, request, edition }}
          end={() => setChanging(false)}
        />
      ) : (
        !request && <Closed form={form} />
      )}
      <p class="links">
        <a href={`${contents.root}registration/`}>{t("My registration")}</a>
      </p>
    </div>
  );
}

interface AskingProps {
  form: FormDocument;
  request: Request | undefined;
  edition: Edition;
  end: () => void;
}

function Asking({ form, request, edition, end }: AskingProps) {
  // One for each form that is opened: whatever is sent again with it counts once.
  const [key] = useState(() => request?.key ?? crypto.randomUUID());
  const [isFull, setFull] = useState(false);
  const isOnline = useOnline();
  const errors = request?.errors ?? {};
  const submit = async (wish: Wish) => {
    try {
      await entrust(edition.slug, freshRequest(wish, key, form));
      end();
      focusMain();
      scrollTo(0, 0);
    } catch {
      setFull(true);
    }
  };
  return (
    <>
      {otherErrors(form, errors).length > 0 && (
        <ul class="error">
          {otherErrors(form, errors).map((message) => (
            <li>{message}</li>
          ))}
        </ul>
      )}
      <Form {...{ form, errors, submit }} wish={request?.wish}>
        <p class="quiet">
          <a href={form.privacy.page}>{t("What is kept about you, why, and until when")}</a>
        </p>
        {!isOnline && (
          <p class="quiet">
            {t("There is no network now: your request waits on this device and is sent as soon as there is.")} {t("It is encrypted with a key that this browser does not hand out. That helps against copies of its files, not against somebody who can use this browser.")}
          </p>
        )}
        {isFull && (
          <p class="error" role="alert">
            {t("This device has no room to keep your request. Nothing was sent.")}
          </p>
        )}
        <p class="acts">
          <button type="submit">{t("Ask for a seat")}</button>
          {request && (
            <button type="button" class="plain" onClick={request.state === "refused" ? () => void discard(edition.slug) : end}>
              {request.state === "refused" ? t("Discard it") : t("Cancel")}
            </button>
          )}
        </p>
      </Form>
    </>
  );
}

interface WhereaboutsProps {
  request: Request;
  edition: Edition;
  isSending: boolean;
  /** Whether the form stands below, with what was written. */
  isForm: boolean;
  /** Undefined while there is no form. */
  change: (() => void) | undefined;
}

/** Where a request truly is, and what can be done about it. */
function Whereabouts({ request, edition, isSending, isForm, change }: WhereaboutsProps) {
  const { state, wish, tries } = request;
  const isOnline = useOnline();
  const isWaiting = state === "waiting";
  return (
    <section class={`callout request-${state}`} aria-labelledby="request">
      <div role="status">
        <h2 id="request">{isSending ? t("Sending…") : headingOf(request)}</h2>
        {isSending || <Next {...{ request, isOnline }} />}
      </div>
      {isWaiting && tries > 0 && (
        <p>{t("It may have arrived already. It counts once, however often it is sent; what you change now may come too late, then change it on your page.")}</p>
      )}
      {!isForm && state !== "waiting" && wish && <Written {...wish} />}
      {!isForm && (
        <p class="acts">
          {isWaiting && isOnline && !request.isToWait && (
            <button type="button" disabled={isSending} onClick={() => void flush(true)}>
              {t("Send now")}
            </button>
          )}
          {change && state !== "received" && (
            <button type="button" class="plain" disabled={isSending} onClick={change}>
              {t("Change it")}
            </button>
          )}
          <button type="button" class="plain" disabled={isSending} onClick={() => void discard(edition.slug).then(focusMain)}>
            {state === "received" ? t("Remove this note") : t("Discard it")}
          </button>
        </p>
      )}
    </section>
  );
}

function headingOf({ state }: Request) {
  if (state === "received") return t("Received: now look in your mail");
  if (state === "refused") return t("Please look at this again");
  if (state === "closed") return t("Registration is not open now");
  return t("Not sent yet");
}

function Next({ request, isOnline }: { request: Request; isOnline: boolean }) {
  const { state, due, isToWait, message, tries } = request;
  const at = { time: inDigits(clockAt(due)) };
  if (state === "received") {
    return (
      <>
        <p>{t("We sent a link to your address. Your request counts only after you open it.")}</p>
        <p>{t("Nothing there after ten minutes? Look in the folder for unwanted mail, then ask again.")}</p>
      </>
    );
  }
  if (state === "refused") return <p>{message}</p>;
  if (state === "closed") {
    return <p>{message} {t("Nothing was sent. What you wrote stays here until you discard it.")}</p>;
  }
  if (isToWait) return <p>{t("Many requests came from your network. The next attempt is at %(time)s.", at)}</p>;
  if (!isOnline) {
    return <p>{t("Your request waits on this device, encrypted, and is sent as soon as there is a network and this app is open.")}</p>;
  }
  if (tries) return <p>{t("The server did not answer. The next attempt is at %(time)s.", at)}</p>;
  return <p>{t("Your request waits on this device.")}</p>;
}

function Closed({ form }: { form: FormDocument | null }) {
  if (form && form.state !== "open") return <p class="lede">{form.reason}</p>;
  return (
    <p class="lede">
      {navigator.onLine
        ? t("Registration is closed.")
        : t("The form is not on this device yet. Open this page once with a network.")}
    </p>
  );
}
