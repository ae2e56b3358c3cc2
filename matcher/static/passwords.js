// Shows a password while it is typed, where somebody asks for it.

for (const button of document.querySelectorAll("[data-shows]")) {
  const field = document.getElementById(button.dataset.shows);
  const words = button.querySelector("span");
  const show = words.textContent;
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    words.textContent = shown ? button.dataset.hide : show;
    button.setAttribute("aria-pressed", String(shown));
  });
  // Sent as a password again, so that no browser offers it among remembered words.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
}
