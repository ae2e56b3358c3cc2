// Shows how far work has come without loading the whole page; when it is done, shows the page.
const EVERY = 1500;

async function look() {
  const shown = document.querySelector("[data-look-again]");
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const newer = page.querySelector("[data-look-again]");
    if (!newer) {
      location.reload();
      return;
    }
    shown.replaceChildren(...newer.childNodes);
  } catch {
    // The server is away for a moment: look again later.
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
