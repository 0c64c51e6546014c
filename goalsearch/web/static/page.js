// What a script adds; every page works without it.
"use strict";

const ask = document.querySelector("form[data-drop]");

// Send files with the form; the fold that it may be in makes no difference.
const send = (files) => {
  const field = ask.querySelector("input[type=file]");
  const given = new DataTransfer();
  for (const file of files) {
    given.items.add(file);
  }
  field.files = given.files;
  ask.requestSubmit();
};

// All files of what was dropped, also those inside folders.
const filesOf = async (entry) => {
  if (entry.isFile) {
    return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  }
  const reader = entry.createReader();
  const files = [];
  // A reader gives some at a time, and none when there are no more.
  for (;;) {
    const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) {
      return files;
    }
    for (const inner of entries) {
      files.push(...(await filesOf(inner)));
    }
  }
};

// Files may be dropped anywhere: one that misses the form would make the browser leave the page for the file.
if (ask) {
  const bringsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (is) => document.body.classList.toggle("dropping", is);
  document.addEventListener("dragover", (event) => {
    if (bringsFiles(event)) {
      event.preventDefault();
      show(true);
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) {
      show(false);
    }
  });
  document.addEventListener("drop", async (event) => {
    show(false);
    if (!bringsFiles(event)) {
      return;
    }
    event.preventDefault();
    const plain = [...event.dataTransfer.files];
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.some((entry) => entry.isDirectory) ? (await Promise.all(entries.map(filesOf))).flat() : plain;
    if (files.length > 0) {
      send(files);
    }
  });
}

// Ctrl+Enter in the text sends it, and what is pasted outside of any field goes there.
const text = document.querySelector("#text");
if (text) {
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      ask.requestSubmit();
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea, select")) {
      return;
    }
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted) {
      event.preventDefault();
      text.closest("details")?.setAttribute("open", "");
      text.value = pasted;
      text.focus();
    } else if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      send(event.clipboardData.files);
    }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The list of goals shrinks while one types.
const find = document.querySelector("[data-find]");
if (find) {
  find.hidden = false;
  const fold = (written) => written.normalize("NFKC").toLowerCase();
  const entries = [...document.querySelectorAll("[data-find-in]")];
  const texts = entries.map((entry) => fold(`${entry.querySelector("a").textContent} ${entry.dataset.findIn}`));
  const count = document.querySelector("#n-goals");
  find.querySelector("input").addEventListener("input", (event) => {
    const words = fold(event.currentTarget.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    entries.forEach((entry, place) => {
      entry.hidden = !words.every((word) => texts[place].includes(word));
      shown += entry.hidden ? 0 : 1;
    });
    for (const year of document.querySelectorAll(".year")) {
      year.hidden = words.length > 0 && !year.querySelector("li:not([hidden])");
    }
    count.textContent = count.textContent.replace(/\d+/, shown);
  });
}

