/** Rich text that the server has cleaned: the only place where text becomes HTML. */

import type { LanguageAttributes } from "../contents";

interface Policy {
  createHTML(text: string): string;
  createScriptURL(url: string): string;
}

declare const trustedTypes:
  | { createPolicy(name: string, rules: Partial<Policy>): Policy }
  | undefined;

const rules: Policy = {
  createHTML: (text) => text,
  createScriptURL: (url) => {
    if (url !== "/sw.js") throw new TypeError(url);
    return url;
  },
};

/** The one policy that the site's Content-Security-Policy allows. */
export const policy: Policy =
  typeof trustedTypes === "undefined" ? rules : trustedTypes.createPolicy("majlis", rules);

interface ProseProps {
  html: string;
  large?: boolean | undefined;
  attributes?: LanguageAttributes;
}

export function Prose(props: ProseProps) {
  return (
    <div
      class={props.large ? "prose prose-large" : "prose"}
      {...props.attributes}
      dangerouslySetInnerHTML={{ __html: policy.createHTML(props.html) }}
    />
  );
}

/** A text of the interface that has tags in it; what was filled in must be escaped. */
export function Marked(props: { html: string; class: string }) {
  return (
    <p class={props.class} dangerouslySetInnerHTML={{ __html: policy.createHTML(props.html) }} />
  );
}

export const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
