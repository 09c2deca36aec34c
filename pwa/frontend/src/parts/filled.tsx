import type { ComponentChildren } from "preact";

/** A text of the interface whose placeholders are elements. */
export const filled = (text: string, parts: Record<string, ComponentChildren>) =>
  text.split(/%\((\w+)\)s/).map((part, index) => (index % 2 ? parts[part] : part));
