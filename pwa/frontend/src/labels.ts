/** Words for the fixed sets of the documents. */

import { t } from "./words";

export const KINDS = [
  "keynote",
  "panel",
  "talk",
  "workshop",
  "discussion",
  "performance",
  "exhibition",
  "social",
  "break",
] as const;

/** A value whose own name is its word in the source. */
export const kindWords = (kind: string) => t(kind);
export const slotStateWords = (state: string) => t(state);
export const urgencyWords = (urgency: string) => t(urgency);
export const roleWords = (role: string) => t(role);

export const editionStateWords = (state: string) =>
  state === "open" ? t("open for registration") : t(state);

export const levelWords = (level: string) => t(level);

export const recordingWords = (recording: string) =>
  recording === "audio" ? t("sound is recorded") : t("recorded");

export const creditWords = (credit: string) =>
  credit === "collective" ? t("presented as a group, without names") : t("no one is named");

export const audienceWords = (audience: string) =>
  audience === "online" ? t("people who take part online") : t("people who come in person");
