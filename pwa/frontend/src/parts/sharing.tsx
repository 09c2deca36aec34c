import { useEffect, useRef, useState } from "preact/hooks";
import type { Code } from "../qr";
import { t } from "../words";

interface Props {
  link: string;
  /** Of what is shared. */
  title: string;
}

/** Ways for my agenda to another device that lead through no server. */
export function Sharing(props: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="sharing" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("Share or move to another device")}</summary>
      {isOpen && <Ways {...props} />}
    </details>
  );
}

function Ways({ link, title }: Props) {
  const [said, say] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => say(""), [link]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      say(t("Copied."));
    } catch {
      field.current?.select();
      say(t("Copying is not allowed here. The link is selected: copy it yourself."));
    }
  };
  // Who closes the choice again did not want it.
  const share = () => navigator.share({ title, url: link }).catch(() => undefined);

  return (
    <>
      <p>
        {t("The link itself holds which sessions you starred. No server is sent them, but whoever has the link can see them.")}
      </p>
      <p class="field">
        <label for="link">{t("Link")}</label>
        <input id="link" dir="ltr" readOnly ref={field} value={link} onFocus={() => field.current?.select()} />
      </p>
      <p class="actions">
        <button type="button" onClick={copy}>
          {t("Copy link")}
        </button>
        {"share" in navigator && (
          <button type="button" class="plain" onClick={share}>
            {t("Share…")}
          </button>
        )}
        <span role="status">{said}</span>
      </p>
      <Picture text={link} />
    </>
  );
}

/** A text for the camera of another device; nothing if it is too long for a picture. */
function Picture({ text }: { text: string }) {
  const [code, setCode] = useState<Code>();
  useEffect(() => {
    let isWanted = true;
    import("../qr")
      .then(({ codeOf }) => codeOf(text))
      .catch(() => undefined)
      .then((found) => isWanted && setCode(found));
    return () => {
      isWanted = false;
    };
  }, [text]);
  if (!code) return null;
  const side = code.size + 8; // with the quiet zone, four modules wide
  return (
    <svg class="qr" viewBox={`-4 -4 ${side} ${side}`} role="img" aria-label={t("QR code of the link")}>
      <path d={code.path} />
    </svg>
  );
}
