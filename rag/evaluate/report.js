"use strict";
const cards = [...document.querySelectorAll(".q")];
const buttons = [...document.querySelectorAll("[data-filter]")];
const find = document.getElementById("find");
const chosen = {};

function show() {
  const wanted = find.value.trim().toLowerCase();
  let count = 0;
  for (const card of cards) {
    const fits = Object.entries(chosen).every(([name, value]) => !value || card.dataset[name] === value);
    card.hidden = !(fits && (!wanted || card.textContent.toLowerCase().includes(wanted)));
    count += card.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = count;
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    const { filter, value } = button.dataset;
    chosen[filter] = chosen[filter] === value ? "" : value;
    for (const other of buttons) {
      if (other.dataset.filter === filter) other.setAttribute("aria-pressed", String(other.dataset.value === chosen[filter]));
    }
    show();
  });
}
find.addEventListener("input", show);
