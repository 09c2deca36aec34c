import type { ComponentChildren } from "preact";

interface Props {
  id: string;
  title: ComponentChildren;
  class?: string;
  children: ComponentChildren;
}

/** A part of a screen under its heading, which names it for who cannot see it. */
export const Section = ({ id, title, children, ...attributes }: Props) => (
  <section {...attributes} aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);
