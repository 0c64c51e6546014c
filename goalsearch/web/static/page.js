// What a script adds; every page works without it.
"use strict";

// Files dropped anywhere on a form go to its file field, and the form is sent.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  let depth = 0;
  const show = (change) => {
    depth = Math.max(0, depth + change);
    form.classList.toggle("dropping", depth > 0);
  };
  form.addEventListener("dragenter", (event) => {
    event.preventDefault();
    show(1);
  });
  form.addEventListener("dragleave", () => show(-1));
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    show(-depth);
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
}

// Ctrl+Enter in the text sends it.
document.querySelector("#text")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.currentTarget.form.requestSubmit();
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The list of goals shrinks while one types.
const find = document.querySelector("[data-find]");
if (find) {
  find.hidden = false;
  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const entries = [...document.querySelectorAll("[data-find-in]")].map((entry) => [entry, fold(entry.dataset.findIn)]);
  find.querySelector("input").addEventListener("input", (event) => {
    const words = fold(event.currentTarget.value).split(/\s+/).filter(Boolean);
    for (const [entry, text] of entries) {
      entry.hidden = !words.every((word) => text.includes(word));
    }
    for (const year of document.querySelectorAll(".year")) {
      year.hidden = !year.querySelector("li:not([hidden])");
    }
  });
}

// After an answer, go where it is.
document.querySelector("#results-heading")?.scrollIntoView();
