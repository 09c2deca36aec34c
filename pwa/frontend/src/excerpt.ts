/** A short piece of a text around what was searched for; the same as events/web/excerpts.py. */

import { fold } from "./fold";

// In letters with their marks, as readers count them.
const BEFORE = 40;
const LENGTH = 160;

/** Pieces of a text, every second of them one of the folded words; [] if none stands there. */
export function excerpt(text: string, words: string[]) {
  const { clusters, folded, places } = mapped(text);
  const marked = new Set<number>();
  for (const word of words) {
    // Where a word begins so, what is inside of others is not meant.
    const needle = folded.includes(` ${word}`) ? ` ${word}` : word;
    for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) {
      const end = at + needle.length;
      const last = places[end - 1]!;
      for (let place = places[end - word.length]!; place <= last; place++) marked.add(place);
    }
  }
  return marked.size ? piecesOf(clusters, marked) : [];
}

const known = new Map<string, string>();

/** Letters with their marks, the folded text after a space, and from where each folded letter is. */
export function mapped(text: string) {
  const clusters: string[] = text.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  const places = [0];
  let folded = " ";
  clusters.forEach((cluster, place) => {
    let letters = known.get(cluster);
    if (letters === undefined) {
      // Between two letters, what separates words is a space, and what is dropped is nothing.
      letters = fold(`x${cluster}x`).slice(1, -1);
      known.set(cluster, letters);
    }
    for (const letter of letters.split("")) {
      if (letter === " " && folded.endsWith(" ")) continue;
      folded += letter;
      places.push(place);
    }
  });
  return { clusters, folded, places };
}

function piecesOf(clusters: string[], marked: Set<number>) {
  const first = Math.min(...marked);
  let start = Math.max(0, first - BEFORE);
  if (start) start += Math.max(0, clusters.slice(start - 1, first).indexOf(" "));
  let end = start + LENGTH;
  if (end < clusters.length) {
    const space = clusters.lastIndexOf(" ", end);
    if (space > first) end = space;
  }
  const pieces = [start ? "…" : ""];
  clusters.slice(start, end).forEach((cluster, index) => {
    if (marked.has(start + index) === pieces.length % 2 > 0) pieces.push("");
    pieces[pieces.length - 1] += cluster;
  });
  if (end < clusters.length) {
    if (pieces.length % 2 === 0) pieces.push("");
    pieces[pieces.length - 1] += "…";
  }
  return pieces;
}
