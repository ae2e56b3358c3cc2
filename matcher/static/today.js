// The day and the time of a call, as the clock on this desk has them; the server's day may be another.

const two = (number) => String(number).padStart(2, "0");
const now = new Date();

for (const field of document.querySelectorAll("[data-today]")) {
  if (field.value === field.defaultValue && !field.closest(".field--wrong")) {
    field.value = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }
}
