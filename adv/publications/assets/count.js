"use strict";
// Counts the publication in this page again: no network, nothing kept. The grave proof, the rival series, is for `adv verify`.
(function () {
  const KEPT = { status: undefined, outcome: "conversation" };
  const read = (id) => JSON.parse(document.getElementById(id).textContent);

  function countUp(table, rows) {
    const place = new Map(table.cells.map((cell, at) => [cell.join(), at]));
    const shapes = [...new Set(table.cells.map((cell) => cell.map((value) => value !== null).join()))].map((one) => one.split(","));
    const counted = new Array(table.cells.length).fill(0);
    for (const row of rows) {
      for (const shape of shapes) {
        const at = place.get(shape.map((shown, side) => (shown === "true" ? row[side] : null)).join());
        if (at !== undefined) counted[at] += row[row.length - 1];
      }
    }
    return counted;
  }

  function lines(table, rows) {
    // What differs only in what moves is one line; a value that is kept is a line of its own too.
    const sums = new Map();
    const add = (key, count) => sums.set(key, (sums.get(key) || 0) + count);
    for (const row of rows) {
      add(table.dimensions.map((one, side) => (one.moves ? "" : row[side])).join(), row[row.length - 1]);
      if (table.dimensions.some((one, side) => one.stays !== null && one.stays === row[side])) add(`leaf ${row.slice(0, -1)}`, row[row.length - 1]);
    }
    return sums;
  }

  async function isWhole() {
    // The check sum of all but itself. None where the browser cannot make one.
    const [start, said] = document.getElementById("publication").textContent.replace(/\\u003c/g, "<").split(/"digest":"([^"]*)"}$/);
    if (!window.crypto || !crypto.subtle) return null;
    const made = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`${start}"digest":""}`));
    return [...new Uint8Array(made)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === said;
  }

  function check(publication) {
    const found = { multiples: [0, true], counted: [0, true], grows: [0, true], shown: [0, true] };
    const see = (name, isRight) => { found[name][0] += 1; found[name][1] = found[name][1] && isRight; };
    for (const name of ["requests", "households"]) {
      const table = publication[name];
      if (table.b !== publication.b || table.b < 3) found.multiples[1] = false;
      for (const one of table.dimensions) {
        const kept = one.values.indexOf(KEPT[one.name]);
        if (one.moves !== one.name in KEPT || one.stays !== (kept < 0 ? null : kept)) found.grows[1] = false;
      }
      const grows = table.cells.map((cell) => cell.every((value, side) => {
        const one = table.dimensions[side];
        return !one.moves || value === null || value === one.stays;
      }));
      let before = null, linesBefore = new Map();
      for (const release of table.releases) {
        release.P.forEach((number) => see("multiples", Number.isInteger(number) && number >= 0 && number % publication.b === 0));
        const counted = countUp(table, release.Z);
        release.P.forEach((number, at) => see("counted", number === counted[at]));
        if (release.Z.some((row) => row[row.length - 1] < 0)) found.counted[1] = false;
        if (before) before.forEach((number, at) => { if (grows[at]) see("grows", release.P[at] >= number); });
        const now = lines(table, release.Z);
        linesBefore.forEach((sum, key) => see("grows", (now.get(key) || 0) >= sum));
        before = release.P;
        linesBefore = now;
      }
    }
    for (const cell of document.querySelectorAll("[data-p]")) {
      const [name, release, at] = cell.dataset.p.split("/");
      const numbers = publication[name].releases[Number(release)].P;
      see("shown", (numbers[Number(at)] || 0) === Number(cell.textContent.replace(/[^0-9]/g, "")));
    }
    return found;
  }

  async function tell() {
    const words = read("words"), out = document.getElementById("outcome");
    const line = (tag, text, style) => { const one = document.createElement(tag); one.textContent = text; one.className = style || ""; return one; };
    out.replaceChildren();
    let found;
    try {
      found = check(read("publication"));
      const whole = await isWhole();
      if (whole !== null) found.whole = [1, whole];
    } catch (error) { out.append(line("p", words.wrong, "verdict wrong")); return; }
    const fits = Object.values(found).every(([, isRight]) => isRight);
    out.append(line("p", fits ? words.fits : words.wrong, fits ? "verdict fits" : "verdict wrong"));
    const list = document.createElement("ul");
    for (const [name, [count, isRight]] of Object.entries(found)) {
      list.append(line("li", `${isRight ? "✓" : `✗ ${words.not_so}`} ${words[name].replace("{count}", count.toLocaleString(document.documentElement.lang))}`));
    }
    out.append(list, line("p", words.not_checked));
  }

  const button = document.getElementById("count");
  button.hidden = false;
  document.getElementById("no-script").hidden = true;
  button.addEventListener("click", tell);
  window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
})();
