// What somebody writes beside a question stays in this tab: never sent, gone with "Leave this page".

const PREFIX = "note:";

function read(key) {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return ""; // Storage is switched off: the words live as long as the page.
  }
}

function write(key, words) {
  try {
    if (words) {
      sessionStorage.setItem(key, words);
    } else {
      sessionStorage.removeItem(key);
    }
  } catch {
    // Storage is switched off or full: the words are still on the page, and can be printed.
  }
}

function grow(room) {
  room.style.blockSize = "auto";
  room.style.blockSize = `${room.scrollHeight + room.offsetHeight - room.clientHeight}px`;
}

for (const room of document.querySelectorAll("textarea[data-note]")) {
  const key = PREFIX + room.dataset.note;
  room.value = read(key);
  if (room.value) {
    grow(room);
  }
  room.addEventListener("input", () => {
    write(key, room.value);
    grow(room);
  });
}
