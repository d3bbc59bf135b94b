"use strict";
(() => {
  const form = document.getElementById("filters");
  const status = document.getElementById("status");
  const search = document.getElementById("q");
  const unit = document.getElementById("unit");
  const clause = document.getElementById("clause");
  const outcomes = [...form.querySelectorAll("input[name=outcome]")];
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();
  const exact = (text) => text.normalize("NFC").toLowerCase();
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const words = (value) => (value ? value.split(" ") : []);

  const items = [...document.querySelectorAll("[data-kind]")].map((element) => ({
    element,
    kind: element.dataset.kind,
    clause: element.dataset.c,
    outcome: element.dataset.o,
    units: element.dataset.u === undefined ? null : words(element.dataset.u),
    file: element.dataset.f,
    many: Number(element.dataset.n || 1),
    text: null,
  }));
  const boxes = [...document.querySelectorAll("[data-box]")].map((element) => ({
    element,
    items: items.filter((item) => element.contains(item.element)),
  }));
  const kinds = [...new Set(items.map((item) => item.kind))];

  // What is searched: an item's own words and the name above it, not the cells that it stands on.
  const textOf = (item) => {
    if (item.text === null) {
      const parts = [];
      const walker = document.createTreeWalker(item.element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
        node.nodeType === 1 && node.classList.contains("sources") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
      while (walker.nextNode()) {
        if (walker.currentNode.nodeType === 3) parts.push(walker.currentNode.data);
      }
      const box = item.element.closest("[data-box]");
      const title = box && box.querySelector("h3");
      if (title) parts.push(title.textContent);
      const text = parts.join(" ");
      item.text = { plain: plain(text), exact: exact(text) };
    }
    return item.text;
  };

  const apply = () => {
    const wanted = new Set(outcomes.filter((box) => box.checked).map((box) => box.value));
    const clauses = clause.value ? new Set(words(clause.value)) : null;
    const chosen = unit ? unit.value : "";
    const files = chosen ? words(unit.selectedOptions[0].dataset.f) : [];
    // A word that is typed with marks is looked for with marks.
    const terms = exact(search.value).split(/\s+/).filter(Boolean);
    const found = (item) => {
      if (item.outcome !== undefined && !wanted.has(item.outcome)) return false;
      if (clauses && item.clause !== undefined && !clauses.has(item.clause)) return false;
      if (chosen && !(item.units ? item.units.includes(chosen) : files.includes(item.file))) return false;
      if (!terms.length) return true;
      const text = textOf(item);
      return terms.every((term) => (term === plain(term) ? text.plain : text.exact).includes(term));
    };
    const shown = {}, all = {};
    for (const kind of kinds) shown[kind] = all[kind] = 0;
    for (const item of items) {
      const visible = found(item);
      item.element.hidden = !visible;
      item.visible = visible;
      all[item.kind] += item.many;
      if (visible) shown[item.kind] += item.many;
    }
    const filtered = terms.length || clauses || chosen || wanted.size < outcomes.length;
    form.classList.toggle("filtered", Boolean(filtered));
    for (const box of boxes) {
      box.element.hidden = box.items.length ? !box.items.some((item) => item.visible)
        : Boolean(filtered && box.element.dataset.unit !== chosen);
    }
    for (const kind of kinds) {
      const label = document.querySelector(`[data-shown="${kind}"]`);
      const nothing = document.querySelector(`[data-nothing="${kind}"]`);
      if (label) label.textContent = filtered ? `(${number(shown[kind])}/${number(all[kind])})` : "";
      if (nothing) nothing.hidden = shown[kind] > 0;
    }
    const parts = kinds.map((kind) => `${number(shown[kind])}/${number(all[kind])} ${status.dataset[kind]}`);
    status.textContent = parts.length ? `${status.dataset.lead} ${parts.join(" · ")}` : "";
  };

  const visit = () => {
    const aim = document.getElementById(location.hash.slice(1));
    if (!aim) return;
    if (aim.closest("[hidden]")) {
      form.reset();
      apply();
    }
    if (aim.tagName === "DETAILS") aim.open = true;
    aim.scrollIntoView();
  };

  const open = (value) => {
    for (const element of document.querySelectorAll("main details")) element.open = value;
  };

  let later = 0;
  search.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(apply, 150);
  });
  form.addEventListener("change", (event) => {
    apply();
    if (event.target === unit && unit.value) {
      const card = document.getElementById(`u${unit.value}`);
      if (card) card.open = true;
    }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("open").addEventListener("click", () => open(true));
  document.getElementById("close").addEventListener("click", () => open(false));
  addEventListener("hashchange", visit);
  form.hidden = false;
  apply();
  visit();
})();
