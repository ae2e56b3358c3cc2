// Rows of a long table by keys: j and k move, x ticks, Shift with x ticks all between, Enter opens.
// Without this file the Tab and Space keys do the same, one by one.

const form = document.querySelector("[data-rows]");
const boxes = form ? [...form.querySelectorAll('td input[type="checkbox"]')] : [];
let ticked = 0;

const isTyping = (target) =>
  target instanceof HTMLElement &&
  (target.matches("textarea, select") || (target.matches("input") && target.type !== "checkbox"));

const at = () => boxes.indexOf(document.activeElement);

const move = (by) => {
  const here = at();
  const next = here < 0 ? (by > 0 ? 0 : boxes.length - 1) : here + by;
  boxes[Math.min(Math.max(next, 0), boxes.length - 1)]?.focus();
};

const tick = (between) => {
  const here = at();
  if (here < 0) return;
  if (between) {
    const [first, last] = [Math.min(ticked, here), Math.max(ticked, here)];
    for (const box of boxes.slice(first, last + 1)) box.checked = true;
  } else {
    boxes[here].checked = !boxes[here].checked;
  }
  ticked = here;
};

const acts = {
  j: () => move(1),
  k: () => move(-1),
  x: (shift) => tick(shift),
  Enter: () => boxes[at()]?.closest("tr").querySelector("a").click(),
};

if (boxes.length) {
  form.querySelector(".keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === "Enter" && at() < 0) return;
    const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act(event.shiftKey);
  });
}
