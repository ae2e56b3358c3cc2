// The print button of the packet; without this file the page says which menu prints.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const words of document.querySelectorAll("[data-without-print]")) {
  words.hidden = true;
}
