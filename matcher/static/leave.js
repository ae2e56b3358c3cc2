// Leave this page: the button, or Shift three times. Without this file the button is a plain form.

const PRESSES = 3;
const WITHIN_MILLISECONDS = 1500;

const form = document.querySelector("form.leave");

function forget(storage) {
  try {
    storage.clear();
  } catch {
    // Storage is switched off, so it holds nothing.
  }
}

function leave() {
  forget(sessionStorage);
  // The page is gone before an answer comes; keepalive lets the request outlive it.
  fetch(form.action, { method: "POST", keepalive: true, redirect: "manual" }).catch(() => {});
  document.documentElement.hidden = true;
  location.replace(form.dataset.leaveTo);
}

function thirdPress(times) {
  return times.length >= PRESSES && times.at(-1) - times.at(-PRESSES) <= WITHIN_MILLISECONDS;
}

let times = [];

function onKey(event) {
  if (event.key !== "Shift") {
    times = [];
    return;
  }
  if (event.repeat) {
    return;
  }
  times = [...times, event.timeStamp].slice(-PRESSES);
  if (thirdPress(times)) {
    leave();
  }
}

if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  document.addEventListener("keydown", onKey);
  // A page brought back from the browser's memory after leaving would show what was answered.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      location.reload();
    }
  });
}
