/** The parts of a page that the app draws into; every page of the server has them. */

export const main = document.getElementById("main")!;
export const masthead = document.querySelector<HTMLElement>(".masthead")!;
export const status = document.getElementById("app-status")!;

/** The text of a data block. */
export const dataIn = (id: string) => document.getElementById(id)?.textContent;

/** Where who reads by ear or by keyboard begins anew. */
export const focusMain = () => main.focus({ preventScroll: true });
