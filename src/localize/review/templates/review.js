"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const json = (name) => JSON.parse($(`#localize-${name}`).textContent);
  const say = json("strings");
  const made = json("made");
  const decided = json("decided");
  const key = `localize:${made.article}:${made.hash}:${made.lang}`;
  const list = document.querySelectorAll(".row");
  const rows = made.rows.map(([id, source, draft, approved], index) => ({
    id, source, draft, index, node: list[index], state: approved ? "approved" : "draft",
  }));
  const past = [];
  const future = [];
  let active = null;
  let editing = null;
  let differences = false;
  let waiting = false;
  let keeping = 0;
  const actions = $("#actions").content.firstElementChild.cloneNode(true);

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const clock = (date) => date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const oneLine = (text) => text.replace(/[\r\n]+/g, " ");
  let telling = 0;
  const tell = (text) => {
    $("#status").textContent = text;
    clearTimeout(telling);
    telling = setTimeout(() => { $("#status").textContent = ""; }, 4000);
  };

  /* What was decided about a row: the draft, overlaid with the reviewer's own. */
  const of = (row) => ({ target: row.draft, state: row.state, comment: "", ...decided.rows[row.id] });

  function put(row, now) {
    const kept = {};
    if (now.target !== row.draft) kept.target = now.target;
    if (now.state !== row.state) kept.state = now.state;
    if (now.comment) kept.comment = now.comment;
    if (Object.keys(kept).length) decided.rows[row.id] = kept;
    else delete decided.rows[row.id];
    show(row);
    keepSoon();
  }

  function change(row, patch) {
    const before = of(row);
    const after = { ...before, ...patch };
    if (Object.keys(after).every((name) => after[name] === before[name])) return;
    past.push({ row, before, after });
    future.length = 0;
    put(row, after);
    count();
  }

  function travel(from, to, side, word) {
    const step = from.pop();
    if (!step) return tell(say.nothing);
    to.push(step);
    put(step.row, step[side]);
    count();
    activate(step.row);
    tell(word);
  }
  const undo = () => travel(past, future, "before", say.undone);
  const redo = () => travel(future, past, "after", say.redone);

  /* Differences by words: [kind, text] with kind " ", "-" or "+". */
  function compare(old, now) {
    const cut = (text) => text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) || [];
    const a = cut(old), b = cut(now);
    if (a.length * b.length > 1e6) return [["-", old], ["+", now]];
    const width = b.length + 1;
    const longest = new Uint32Array((a.length + 1) * width);
    for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? longest[(i + 1) * width + j + 1] + 1
        : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
    }
    const found = [];
    let i = 0, j = 0;
    const add = (kind, text) => {
      const last = found[found.length - 1];
      if (last && last[0] === kind) last[1] += text;
      else found.push([kind, text]);
    };
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) { add(" ", a[i++]); j++; }
      else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j] >= longest[i * width + j + 1])) add("-", a[i++]);
      else add("+", b[j++]);
    }
    return found;
  }

  function paint(node, old, now) {
    node.replaceChildren(...compare(old, now).map(([kind, text]) => {
      if (kind === " ") return document.createTextNode(text);
      const part = document.createElement(kind === "-" ? "del" : "ins");
      part.textContent = text;
      return part;
    }));
  }

  function show(row) {
    const now = of(row), node = row.node, changed = now.target !== row.draft;
    node.dataset.state = now.state;
    node.dataset.edited = changed ? "1" : "";
    $(".target", node).hidden = changed;
    const edited = $(".edited", node);
    edited.hidden = !changed;
    if (!changed) edited.replaceChildren();
    else if (differences) paint(edited, row.draft, now.target);
    else edited.textContent = now.target;
    const remark = $(".remark", node);
    remark.hidden = !now.comment;
    remark.textContent = now.comment;
    $(".approve", node).setAttribute("aria-pressed", String(now.state === "approved"));
    const label = [row.index + 1, say[now.state], changed ? say.edited : ""].filter(Boolean).join(", ");
    node.setAttribute("aria-label", label);
  }

  function count() {
    const done = rows.reduce((sum, row) => sum + (of(row).state === "approved"), 0);
    $("#progress").value = done;
    $("#tally").textContent = fill(say.progress, { done, all: rows.length });
    $("#undo").disabled = !past.length;
    $("#redo").disabled = !future.length;
  }

  /* Autosave: what was decided goes to this browser, and into the page itself for the browser's own "save as". */
  function keepSoon() {
    waiting = true;
    $("#save").classList.add("waiting");
    clearTimeout(keeping);
    keeping = setTimeout(keep, 400);
  }

  function keep() {
    clearTimeout(keeping);
    const text = JSON.stringify({ when: Date.now(), decided });
    embed(document);
    try {
      localStorage.setItem(key, text);
      $("#kept").textContent = fill(say.autosaved, { time: clock(new Date()) });
      return true;
    } catch {
      tell(say.no_autosave);
      return false;
    }
  }

  function embed(page) {
    const unsafe = /[<>&\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
    const escape = (character) => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0");
    $("#localize-decided", page).textContent = JSON.stringify(decided).replace(unsafe, escape);
  }

  function recall() {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { tell(say.no_autosave); }
    if (!kept || !kept.decided || !kept.decided.rows || typeof kept.decided.rows !== "object") return;
    const mine = JSON.stringify(kept.decided.rows);
    if (mine === JSON.stringify(decided.rows) || mine === "{}") return;
    const adopt = () => {
      decided.rows = kept.decided.rows;
      decided.reviewer = kept.decided.reviewer || decided.reviewer;
      begin();
      waiting = true;
      $("#save").classList.add("waiting");
      tell(say.restored);
    };
    if (kept.decided.saved === decided.saved) return adopt();
    const values = { n: Object.keys(kept.decided.rows).length, time: new Date(kept.when).toLocaleString(document.documentElement.lang) };
    $("#choice-text").textContent = fill(say.other, values);
    const dialog = $("#choice");
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    $("#take").onclick = () => { dialog.close(); adopt(); };
    $("#leave").onclick = () => { dialog.close(); keep(); };
    dialog.showModal();
  }

  function save() {
    finish(true);
    decided.saved = new Date().toISOString();
    keep();
    const page = document.documentElement.cloneNode(true);
    for (const node of page.querySelectorAll(".actions, textarea")) node.remove();
    for (const node of page.querySelectorAll(".row, .block")) { node.hidden = false; node.classList.remove("active"); }
    for (const node of page.querySelectorAll("dialog")) node.removeAttribute("open");
    for (const node of page.querySelectorAll(".row")) node.tabIndex = -1;
    page.removeAttribute("data-theme");
    $("#status", page).textContent = $("#kept", page).textContent = "";
    $("#save", page).classList.remove("waiting");
    $("#differences", page).setAttribute("aria-pressed", "false");
    embed(page);
    const link = document.createElement("a");
    link.download = `${made.article}.${made.lang}.reviewed.html`;
    link.href = URL.createObjectURL(new Blob(["<!doctype html>\n", page.outerHTML, "\n"], { type: "text/html;charset=utf-8" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    waiting = false;
    $("#save").classList.remove("waiting");
    tell(fill(say.saved, { name: link.download }));
  }

  function activate(row, focus = true) {
    if (active && active !== row) { active.node.classList.remove("active"); active.node.tabIndex = -1; }
    active = row;
    row.node.classList.add("active");
    row.node.tabIndex = 0;
    if (actions.parentNode !== row.node) row.node.append(actions);
    if (focus) {
      row.node.focus({ preventScroll: true });
      row.node.scrollIntoView({ block: "nearest" });
    }
  }

  const visible = () => rows.filter((row) => !row.node.hidden);

  function move(step) {
    const shown = visible();
    const at = shown.indexOf(active);
    const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step];
    if (next) activate(next);
  }

  function nextUnreviewed() {
    const at = active ? active.index + 1 : 0;
    const found = [...rows.slice(at), ...rows.slice(0, at)].find((row) => of(row).state === "draft" && !row.node.hidden);
    if (!found) return tell(say.all_done);
    activate(found);
    found.node.scrollIntoView({ block: "center" });
  }

  function area(row, className, label, lang, value) {
    const box = document.createElement("textarea");
    box.className = className;
    box.rows = 1;
    box.setAttribute("aria-label", label);
    if (lang) box.lang = lang;
    box.spellcheck = true;
    box.value = value;
    const grow = () => {
      if (CSS.supports("field-sizing", "content")) return;
      box.style.height = "auto";
      box.style.height = `${box.scrollHeight}px`;
    };
    box.addEventListener("input", grow);
    box.addEventListener("blur", () => { if (editing && editing.box === box) finish(true); });
    return { box, grow };
  }

  function open(row, field, box, grow, after) {
    const before = of(row);
    editing = { row, field, box, before };
    after.after(box);
    grow();
    box.addEventListener("input", () => put(row, { ...of(row), [field]: oneLine(box.value) }));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  function edit(row) {
    if (editing && editing.row === row && editing.field === "target") return;
    finish(true);
    activate(row, false);
    const { box, grow } = area(row, "text", fill(say.target, { n: row.index + 1 }), made.lang, of(row).target);
    row.node.classList.add("editing");
    open(row, "target", box, grow, $(".edited", row.node));
    $(".target", row.node).hidden = $(".edited", row.node).hidden = true;
    box.addEventListener("input", () => { $(".target", row.node).hidden = $(".edited", row.node).hidden = true; });
  }

  function remark(row) {
    finish(true);
    activate(row, false);
    const { box, grow } = area(row, "note", say.comment, "", of(row).comment);
    open(row, "comment", box, grow, $(".remark", row.node));
  }

  /* Ends an edit; the whole of it is one step of undo. */
  function finish(keepIt) {
    if (!editing) return;
    const { row, field, box, before } = editing;
    editing = null;
    const value = oneLine(box.value);
    box.remove();
    row.node.classList.remove("editing");
    put(row, before);
    if (keepIt) change(row, { [field]: value });
    count();
  }

  const toggle = (row, state) => change(row, { state: of(row).state === state ? "draft" : state });

  function approve(row) {
    if (of(row).target.trim()) toggle(row, "approved");
  }

  function approveAndGo(row) {
    finish(true);
    if (of(row).target.trim()) change(row, { state: "approved" });
    nextUnreviewed();
  }

  function suggest(row, number) {
    const button = row.node.querySelectorAll(".use")[number];
    if (!button) return;
    finish(true);
    change(row, { target: oneLine(button.textContent) });
    row.node.focus({ preventScroll: true });
  }

  function matches(row, choice, words) {
    const now = of(row), node = row.node;
    const [kind, value] = choice.split(/:(.*)/s);
    const wanted = {
      all: () => true,
      state: () => now.state === value,
      band: () => node.dataset.band === value,
      flag: () => node.dataset.flags.split(" ").includes(value),
      flagged: () => Boolean(node.dataset.flagged),
      edited: () => now.target !== row.draft,
      remarks: () => Boolean(now.comment),
    }[kind];
    if (!wanted()) return false;
    return !words || `${row.source}\n${now.target}\n${now.comment}`.toLocaleLowerCase().includes(words);
  }

  function filter() {
    const words = $("#search").value.trim().toLocaleLowerCase();
    const choice = $("#filter").value;
    for (const row of rows) row.node.hidden = !matches(row, choice, words);
    for (const block of document.querySelectorAll(".block")) block.hidden = !block.querySelector(".row:not([hidden])");
    tell(words || choice !== "all" ? fill(say.shown, { n: visible().length }) : "");
  }

  function compareAll() {
    differences = !differences;
    $("#differences").setAttribute("aria-pressed", String(differences));
    for (const row of rows) if (of(row).target !== row.draft) show(row);
  }

  function theme() {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const root = document.documentElement;
    const now = root.dataset.theme || (dark ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    try { localStorage.setItem("localize:theme", root.dataset.theme); } catch { /* the choice lasts as long as the page */ }
  }

  const rowOf = (node) => {
    const found = node instanceof Element && node.closest(".row");
    return found ? rows[Number(found.id.slice(1)) - 1] : null;
  };

  const orders = {
    edit: (row) => edit(row),
    question: (row) => toggle(row, "question"),
    comment: (row) => remark(row),
    restore: (row) => change(row, { target: row.draft }),
  };

  document.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    const order = event.target.closest("[data-do]");
    if (order) return orders[order.dataset.do](row);
    if (event.target.closest(".approve")) { activate(row, false); return approve(row); }
    const use = event.target.closest(".use");
    if (use) return suggest(row, [...row.node.querySelectorAll(".use")].indexOf(use));
    if (event.target.closest(".number")) { event.preventDefault(); return activate(row); }
    const selected = String(getSelection());
    if (event.target.closest(".target, .edited") && !selected) return edit(row);
    if (!event.target.closest("textarea") && !selected) activate(row);
  });
  document.addEventListener("focusin", (event) => {
    const row = rowOf(event.target);
    if (row && row !== active) activate(row, false);
  });

  /* Keys go by their place on the keyboard: the same under a Latin, Russian or Kazakh layout. */
  const singles = {
    KeyN: nextUnreviewed,
    KeyJ: () => move(1),
    KeyK: () => move(-1),
    KeyD: compareAll,
    KeyA: () => active && approve(active),
    KeyQ: () => active && orders.question(active),
    KeyC: () => active && remark(active),
    KeyR: () => active && orders.restore(active),
    KeyH: () => $("#keys").showModal(),
    Slash: () => $("#search").focus(),
  };
  const onRow = {
    Enter: () => edit(active),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
  };
  const withControl = {
    KeyS: save,
    KeyZ: (event) => (event.shiftKey ? redo() : undo()),
    KeyY: redo,
    Enter: () => active && approveAndGo(active),
    NumpadEnter: () => active && approveAndGo(active),
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || $("dialog[open]")) return;
    const writing = event.target.matches("textarea, input, select");
    const run = (order) => { if (order) { event.preventDefault(); order(event); } };
    if (event.ctrlKey || event.metaKey) {
      const own = writing && (["KeyZ", "KeyY"].includes(event.code) || (event.code === "Enter" && !rowOf(event.target)));
      return own ? undefined : run(withControl[event.code]);
    }
    if (event.altKey) return;
    if (event.target.matches("textarea")) return inBox(event, run);
    if (writing) {
      if (event.key === "Escape") { event.target.value = event.target.id === "search" ? "" : event.target.value; event.target.blur(); filter(); }
      return;
    }
    if (event.target.matches(".row")) {
      if (onRow[event.code]) return run(onRow[event.code]);
      const digit = /^Digit([1-9])$/.exec(event.code);
      if (digit && !event.shiftKey) return run(() => suggest(active, digit[1] - 1));
    }
    if (event.key === "?") return run(singles.KeyH);
    if ($("#singles").checked) run(singles[event.code]);
  });

  function inBox(event, run) {
    const leave = (keepIt) => () => { const row = editing.row; finish(keepIt); row.node.focus({ preventScroll: true }); };
    if (event.code === "Escape") run(leave(false));
    else if (event.code === "Enter" || event.code === "NumpadEnter") run(leave(true));
  }

  function begin() {
    for (const row of rows) if (decided.rows[row.id] || $(".edited", row.node).textContent) show(row);
    $("#reviewer").value = decided.reviewer;
    count();
  }

  $("#next").addEventListener("click", nextUnreviewed);
  $("#differences").addEventListener("click", compareAll);
  $("#undo").addEventListener("click", undo);
  $("#redo").addEventListener("click", redo);
  $("#save").addEventListener("click", save);
  $("#theme").addEventListener("click", theme);
  $("#help").addEventListener("click", () => $("#keys").showModal());
  $("#filter").addEventListener("change", filter);
  $("#search").addEventListener("input", filter);
  $("#reviewer").addEventListener("input", () => { decided.reviewer = $("#reviewer").value; keepSoon(); });
  for (const button of document.querySelectorAll("[data-filter]")) button.addEventListener("click", () => {
    $("#filter").value = button.dataset.filter;
    filter();
    $("#rows").scrollIntoView();
  });
  addEventListener("pagehide", () => { if (waiting) keep(); });
  addEventListener("beforeunload", (event) => {
    finish(true);
    if (waiting && !keep()) event.preventDefault();
  });
  addEventListener("beforeprint", () => finish(true));

  try { const kept = localStorage.getItem("localize:theme"); if (kept) document.documentElement.dataset.theme = kept; } catch { /* no storage */ }
  for (const node of document.querySelectorAll(".previous span")) {
    const row = rowOf(node);
    paint(node, node.textContent, row.source);
  }
  begin();
  recall();
})();
