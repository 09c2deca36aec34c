import { useEffect, useState } from "preact/hooks";
import { Section } from "../parts/section";
import type { Code } from "../qr";
import { t } from "../words";

/** What the door reads; hidden until it is asked for, and without a name beside it. */
export function Ticket({ text }: { text: string }) {
  const [code, setCode] = useState<Code>();
  useEffect(() => setCode(undefined), [text]);
  const show = () => void import("../qr").then(({ codeOf }) => setCode(codeOf(text)));
  const side = code ? code.size + 8 : 0; // with the quiet zone, four modules wide
  return (
    <Section id="ticket" title={t("Ticket")} class="ticket">
      {code ? (
        <>
          <svg class="qr" viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={t("QR code")}>
            <path d={code.path} />
          </svg>
          <p class="ticket-code">
            <bdi dir="ltr">{text}</bdi>
          </p>
          <button type="button" class="plain" onClick={() => setCode(undefined)}>
            {t("Hide the code")}
          </button>
        </>
      ) : (
        <>
          <p>{t("The code is all that the door needs. Whoever shows it first is let in: keep it to yourself.")}</p>
          <button type="button" onClick={show}>
            {t("Show the code for the door")}
          </button>
        </>
      )}
    </Section>
  );
}
