// Keeps what the board says of jobs up to date while one is under way.
const EVERY = 2000; // milliseconds

const place = document.querySelector("[data-jobs]");

function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of place.querySelectorAll("[data-part]")) {
    const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    // What is the same stays, so that nobody loses the focus, and nothing is read out twice.
    if (other && part.textContent !== other.textContent) part.replaceChildren(...other.childNodes);
  }
}

async function look() {
  const answer = await fetch(place.dataset.jobs).catch(() => null);
  if (answer?.ok && !answer.redirected) put(await answer.text());
  next();
}

function next() {
  if (place.querySelector("[data-running]")) setTimeout(look, EVERY);
}

next();
