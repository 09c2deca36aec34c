/** Draws a text as a QR code (ISO/IEC 18004). A script of its own: few readers need it. */

import { generate } from "lean-qr/nano";

export interface Code {
  /** Modules on a side, without the quiet zone. */
  size: number;
  /** The dark modules, for the `d` of an SVG path. */
  path: string;
}

/** Throws if the text is too long. */
export function codeOf(text: string): Code {
  const code = generate(text);
  let path = "";
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      let length = 0;
      while (code.get(x + length, y)) length++;
      if (length) path += `M${x} ${y}h${length}v1h-${length}z`;
      x += length;
    }
  }
  return { size: code.size, path };
}
