// All that pages need beyond htmx. Without it every page still works.
const find = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (element) => Boolean(element?.closest("input, textarea, select, [contenteditable]"));
const on = (name, listener, options) => document.addEventListener(name, listener, options);
document.documentElement.classList.add("js");

// Letter keys: data-key="/" or "g p". Never while one types, and they can be turned off.
const keysOff = () => localStorage.getItem("keys") === "off";
let pressed = "", forget;
function shortcut(event) {
  const held = event.metaKey || event.ctrlKey || event.altKey;
  if (held || typing(event.target) || keysOff() || find("dialog[open]")) return;
  const tried = [`${pressed} ${event.key}`, event.key];
  const hit = all("[data-key]").find((element) => tried.includes(element.dataset.key));
  clearTimeout(forget);
  forget = setTimeout(() => (pressed = ""), 800);
  pressed = hit ? "" : event.key;
  if (!hit) return walkRows(event);
  event.preventDefault();
  hit.matches("input") ? hit.focus() : hit.click();
}

// Arrows, j and k walk the rows of a list; Enter is the link's own.
function walkRows(event) {
  const links = all(".row-link"), now = links.indexOf(document.activeElement);
  const step = { j: 1, k: -1, ArrowDown: now < 0 ? 0 : 1, ArrowUp: now < 0 ? 0 : -1 }[event.key];
  if (step && links[now + step]) event.preventDefault(), links[now + step].focus();
}

// Arrows lead from a search box into the links of its data-list, from the box for a party into its
// matches, and back.
const shown = (list) => all("a", find(list)).filter((link) => link.checkVisibility());
const matches = (party) => all(".options input", party);
function stopsOf(target) {
  const box = target.closest(".search, .palette")?.querySelector("[data-list]");
  const party = target.closest(".party");
  if (party) return [find(":scope > input", party), ...matches(party)];
  return box ? [box, ...shown(box.dataset.list)] : [];
}
function walkList(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], stops = step ? stopsOf(event.target) : [];
  if (!stops.includes(event.target)) return;
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.indexOf(event.target) + step, stops.length - 1))].focus();
}

// Enter takes the match it is on, and from the box the only one; with more it goes to the first.
function takeParty(target) {
  const found = matches(target.closest(".party")), match = found.includes(target) && target;
  if (match || found.length === 1) (match || found[0]).click();
  else found[0]?.focus();
}

const closeMenus = (but) =>
  all("details.menu[open]").forEach((menu) => (menu.open = menu.contains(but)));
function escape() {
  find("details.menu[open]:focus-within > summary")?.focus();
  find(".search:focus-within #suggestions")?.replaceChildren();
  closeMenus(null);
}

on("keydown", (event) => {
  const { key, target } = event, palette = target.matches(".palette input");
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k")
    event.preventDefault(), find("#palette:not([open])")?.showModal();
  if (key === "Escape") escape();
  const party = target.matches(".party > input, .party .tick input");
  if (key === "Enter" && (palette || party)) event.preventDefault();
  if (key === "Enter" && palette) shown("#palette-lists")[0]?.click();
  if (key === "Enter" && party) takeParty(target);
  walkList(event);
  if (!event.defaultPrevented) shortcut(event);
});

on("click", (event) => {
  const opener = event.target.closest("[data-open]"), off = event.target.closest("[data-keys-off]");
  closeMenus(event.target);
  if (opener) event.preventDefault(), find(opener.dataset.open).showModal();
  if (event.target.matches("dialog")) event.target.close();
  if (off) localStorage.setItem("keys", keysOff() ? "on" : "off");
  off?.setAttribute("aria-pressed", keysOff());
});

on("input", ({ target }) => {
  const has = (words) => words.toLowerCase().includes(target.value.trim().toLowerCase());
  if (target.matches("[data-map-search]")) seek(mapOf(target), target.value && has);
  if (!target.matches(".palette input")) return;
  for (const row of all("[data-filtered] li")) row.hidden = !has(row.textContent);
});

// Passkeys: a form's credential is made by the browser before it is sent; without one it is refused.
on("submit", (event) => {
  const form = event.target, options = form.dataset.passkey, { credential } = form.elements;
  if (!options || credential.value) return;
  event.preventDefault();
  credentialFor(options).catch(() => null).then((made) => {
    credential.value = JSON.stringify(made);
    form.submit();
  });
});
async function credentialFor(url) {
  const asked = await (await fetch(url, { method: "POST" })).json(), Key = PublicKeyCredential;
  const how = (key, of) => ({ publicKey: Key[`parse${of}OptionsFromJSON`](key) });
  return asked.rp
    ? navigator.credentials.create(how(asked, "Creation"))
    : navigator.credentials.get(how(asked, "Request"));
}

// A party chosen among the matches moves above the box, which is then free for the next.
on("change", ({ target }) => {
  const tick = target.closest(".options .tick"), party = tick?.closest(".party");
  if (!party) return;
  if (target.type === "radio") find(".picked", party).replaceChildren();
  find(".picked", party).append(tick);
  find(".options", party).replaceChildren();
  Object.assign(find(":scope > input", party), { value: "" }).focus();
});

// A new page in #main is read from its top, unless the reader types; what to mend comes first.
on("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = document.getElementById(ctx?.target?.id) ?? document.body;
  const says = target.matches("[data-say]") ? target : find("[data-say]", target);
  find("#say").textContent = says?.dataset.say ?? "";
  if (find("#errors", target)) find("#errors").focus();
  else if (target.id === "main" && !typing(document.activeElement)) target.focus();
});

// The map: only its viewBox moves, by ctrl and wheel, by dragging, by [data-map] in .map-frame.
const mapOf = (element) => element.closest(".map-frame")?.querySelector("svg.map");
const view = (svg, ...box) => svg.setAttribute("viewBox", box.join(" "));
function zoom(svg, by, across = 0.5, down = 0.5) {
  const { x, y, width, height } = svg.viewBox.baseVal;
  view(svg, x + width * (1 - by) * across, y + height * (1 - by) * down, width * by, height * by);
}
function seek(svg, has) {
  for (const node of all(".node", svg)) node.classList.toggle("found", !!has && has(node.dataset.name));
  const hit = find(".found", svg)?.getBBox(), { width: w, height: h } = svg.viewBox.baseVal;
  if (hit) view(svg, hit.x + (hit.width - w) / 2, hit.y + (hit.height - h) / 2, w, h);
}
let dragged = 0;
on("pointerdown", () => (dragged = 0));
on("pointermove", ({ buttons, target, movementX: right, movementY: down }) => {
  const svg = buttons === 1 && target.closest("svg.map") && mapOf(target);
  if (!svg) return;
  const { x, y, width, height } = svg.viewBox.baseVal, scale = svg.getScreenCTM().a;
  dragged += Math.abs(right) + Math.abs(down);
  view(svg, x - right / scale, y - down / scale, width, height);
});
on("dragstart", (event) => event.target.closest(".map") && event.preventDefault());
on("wheel", (event) => {
  const svg = event.ctrlKey && event.target.closest("svg.map") && mapOf(event.target);
  if (!svg) return;
  const { x, y, width, height } = svg.getBoundingClientRect(), by = event.deltaY < 0 ? 0.9 : 1.1;
  event.preventDefault();
  zoom(svg, by, (event.clientX - x) / width, (event.clientY - y) / height);
}, { passive: false });
on("click", (event) => {
  const way = event.target.closest("[data-map]")?.dataset.map, svg = way && mapOf(event.target);
  if (dragged > 4 && event.target.closest(".map")) event.preventDefault();
  if (way === "reset") view(svg, svg.dataset.view);
  else if (way) zoom(svg, way === "in" ? 0.8 : 1.25);
});

find("#errors")?.focus();
find("[data-keys-off]")?.setAttribute("aria-pressed", keysOff());
for (const now of all(".side [aria-current]"))
  now.scrollIntoView({ block: "nearest", inline: "center" });
