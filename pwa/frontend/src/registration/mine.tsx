import { useState } from "preact/hooks";
import type { Contents, LanguageAttributes } from "../contents";
import type { Edition } from "../data/documents";
import { focusMain } from "../page";
import { escaped, Marked } from "../parts/html";
import { Section } from "../parts/section";
import { momentWords } from "../time";
import { directionOf, language, t } from "../words";
import type { Answer } from "./asking";
import { useOnline, useSealed, useSight } from "./hooks";
import { act, type Mine, mineOf, refresh, type View } from "./keeping";
import { AskForLink } from "./link";
import { Countdown, momentOf } from "./moments";
import { discard, requestOf } from "./outbox";
import { removeAll } from "./safe";
import type { Request } from "./settling";
import { Ticket } from "./ticket";
import { tokenIn } from "./token";
import { Written } from "./written";

const EVERY = 60_000;

/** My registration: what this device keeps of it, and how the link is had again. */
export function MineScreen({ contents }: { contents: Contents }) {
  const { edition } = contents.programme;
  const { slug } = edition;
  const [said, say] = useState("");
  const held = useSealed(async () => ({ mine: await mineOf(slug), request: await requestOf(slug) }));
  if (!held) return null;
  const { mine, request } = held.value;
  const token = tokenIn(location.hash);
  return (
    <div class="wide registration">
      {token ? (
        <Incoming slug={slug} token={token} say={say} request={request} />
      ) : mine ? (
        <Kept {...{ mine, edition, contents, say }} />
      ) : (
        <header class="page-head">
          <h1>{t("My registration")}</h1>
          <p>{t("Nothing about you is kept on this device. Open the link in your mail, and choose there to keep it on this device.")}</p>
        </header>
      )}
      <p role="status">{said}</p>
      {request && (
        <p class="links">
          <a href={`${contents.root}register/`}>{t("A request of yours is on this device: see where it is")}</a>
        </p>
      )}
      {!token && (!mine || mine.isGone) && <AskForLink edition={slug} />}
      {(mine || request) && <Forgetting />}
    </div>
  );
}

/** What went wrong, in the server's words where it has any. */
const problemOf = ({ status, body }: Answer) =>
  status ? `${body.message ?? ""}` : t("The server did not answer. Nothing is lost: try again.");

interface IncomingProps {
  slug: string;
  /** Of which this is what came of it. */
  request: Request | undefined;
  token: string;
  say: (text: string) => void;
}

/** A link handed its token over; only the person's yes keeps anything. */
function Incoming({ slug, token, say, request }: IncomingProps) {
  const [isBusy, setBusy] = useState(false);
  const isOnline = useOnline();
  const keep = async () => {
    setBusy(true);
    const answer = await refresh(slug, token, true);
    setBusy(false);
    if (answer.status !== 200) return say(problemOf(answer));
    if (request?.state === "received") await discard(slug);
    end();
  };
  return (
    <>
      <header class="page-head">
        <h1>{t("Keep your registration on this device?")}</h1>
        <p>{t("Then you see it, and your ticket, without network too. It is encrypted with a key that this browser does not hand out: that helps against copies of its files, not against somebody who can use this browser.")}</p>
        <p>{t("It is removed some days after the conference, and whenever you want.")}</p>
      </header>
      <p class="acts">
        <button type="button" disabled={isBusy || !isOnline} onClick={() => void keep()}>
          {t("Keep it on this device")}
        </button>
        <a class="button button-quiet" href={`./${token}/`}>
          {t("Do not keep it")}
        </a>
      </p>
    </>
  );
}

/** Take the token out of the address, where neither history nor a glance should find it. */
function end() {
  history.replaceState(history.state, "", location.pathname);
  focusMain();
  dispatchEvent(new PopStateEvent("popstate"));
}

interface KeptProps {
  mine: Mine;
  edition: Edition;
  contents: Contents;
  say: (text: string) => void;
}

function Kept({ mine, edition, contents, say }: KeptProps) {
  const { view, token, ticket, at, isGone } = mine;
  const { slug } = edition;
  const isOnline = useOnline();
  useSight(() => {
    if (isOnline && !isGone) void refresh(slug, token);
  }, EVERY, [isOnline, token, isGone]);
  const words = wordsOf(view);
  const acts = { view, slug, token, say, isOnline };
  return (
    <>
      <header class="page-head">
        <p class="eyebrow">{t("My registration")}</p>
        <h1 {...words}>{view.words}</h1>
        <p class="lede" {...words}>
          {view.next_step}
        </p>
        <Standing view={view} edition={edition} />
        <p class="quiet">{t("As of %(time)s", { time: momentWords(at, edition) })}</p>
      </header>
      {isGone ? (
        <p class="callout">{t("Your link is not valid any more: it was renewed, or everything was erased. What you see is what was known before.")}</p>
      ) : (
        <Acts key={view.state} labels={ANSWERS()} {...acts} />
      )}
      {ticket && <Ticket text={ticket} />}
      <Section id="wrote" title={t("What you wrote")}>
        <Written {...view.details} />
      </Section>
      {!isGone && (
        <Section id="others" title={t("What else you can do")}>
          <Acts key={view.state} labels={OTHERS()} {...acts} />
          <p>
            <a href={`${contents.root}registration/${token}/`}>{t("Change what you wrote, have it all as a file, or erase everything")}</a>
          </p>
        </Section>
      )}
    </>
  );
}

/** The server words it in the language of the person's mails. */
const wordsOf = ({ details }: View): LanguageAttributes =>
  details.language === language() ? {} : { lang: details.language, dir: directionOf(details.language) };

/** Deadlines, and places among others. */
function Standing({ view, edition }: { view: View; edition: Edition }) {
  const until = view.held_until ?? view.reconfirm_until;
  const place = view.place ?? 0;
  return (
    <>
      {until && (
        <p class="standing">
          {t("Answer until %(moment)s:", { moment: momentOf(until, edition) })} <Countdown until={until} />
        </p>
      )}
      {place > 0 && (
        <Marked
          class="standing"
          html={t("Your place on the waiting list: <strong><bdi>%(waiting_place)s</bdi></strong>", { waiting_place: place })}
        />
      )}
      {view.state === "in_ballot" && (
        <Marked class="standing" html={t('Your lot: <bdi dir="ltr"><code>%(lot)s</code></bdi>', { lot: escaped(view.lot) })} />
      )}
    </>
  );
}

interface ActsProps {
  /** Of those acts that are shown. */
  labels: Record<string, string>;
  view: View;
  slug: string;
  token: string;
  say: (text: string) => void;
  isOnline: boolean;
}

const ANSWERS = (): Record<string, string> => ({
  prove: t("Yes, this address is mine"),
  confirm: t("I am sure that I will come"),
  reconfirm: t("Yes, I am still coming"),
  "ask-again": t("Ask for a seat again"),
});
const OTHERS = (): Record<string, string> => ({
  withdraw: t("Give it back"),
  reissue: t("Make a new code"),
  renew: t("Send me a new link"),
});
/** What cannot be taken back is asked about first. */
const WARNINGS = (): Record<string, string> => ({
  withdraw: t("Your seat, or your place among those who wait, goes to somebody else at once. You may not get it back."),
  reissue: t("If somebody else has seen this one, or you lost the paper. The old one is not valid then."),
  renew: t("The old link ends then, and what is kept on this device is removed. The new one comes by mail."),
});

function Acts({ labels, view, slug, token, say, isOnline }: ActsProps) {
  const [asked, ask] = useState("");
  const [isBusy, setBusy] = useState(false);
  const run = async (name: string) => {
    setBusy(true);
    const answer = await act(slug, token, name);
    setBusy(false);
    ask("");
    say(answer.status === 200 ? (name === "renew" ? t("Look in your mail") : t("Done.")) : problemOf(answer));
    if (answer.status === 409) void refresh(slug, token);
    focusMain();
  };
  const warnings = WARNINGS();
  const button = (name: string, act: () => void) => (
    <button type="button" key={name} class={name in warnings && !asked ? "plain" : ""} disabled={isBusy || !isOnline} onClick={act}>
      {labels[name]}
    </button>
  );
  const known = view.acts.filter((name) => name in labels);
  if (!known.length) return null;
  return (
    <div class="acts">
      {asked ? (
        <div class="callout" role="group" aria-labelledby="sure">
          <p id="sure">{warnings[asked]}</p>
          <p class="actions">
            {button(asked, () => void run(asked))}
            <button type="button" class="plain" ref={(node) => node?.focus()} onClick={() => ask("")}>
              {t("Cancel")}
            </button>
          </p>
        </div>
      ) : (
        known.map((name) => button(name, () => (name in warnings ? ask(name) : void run(name))))
      )}
      {!isOnline && <p class="quiet">{t("These need the network.")}</p>}
    </div>
  );
}

/** All that is personal goes, and the rest of the app stays. */
function Forgetting() {
  return (
    <Section id="forgetting" title={t("On this device")}>
      <p>{t("Removes requests, registrations and tickets from this device. The organisers still have them.")}</p>
      <button type="button" class="plain" onClick={() => void removeAll().then(focusMain)}>
        {t("Remove what is personal")}
      </button>
    </Section>
  );
}
