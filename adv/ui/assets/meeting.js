// A page in a meeting: on paper, and one panel at a time on a large screen.
"use strict";
(() => {
  // Charts are drawn as wide as the screen: who prints from here has them drawn anew, as wide as the paper, first; whoever prints by
  // Ctrl+P has them made smaller, numbers and all.
  const charts = () => [...document.querySelectorAll(".js-plotly-plot .svg-container")];
  const fits = () => charts().every((chart) => chart.offsetWidth <= chart.closest("[data-testid=stMainBlockContainer]").clientWidth);

  addEventListener("beforeprint", () => {
    for (const chart of charts()) {
      const { offsetWidth: width, offsetHeight: height } = chart;
      chart.style.setProperty("--adv-ratio", `${width} / ${height}`);
      chart.style.setProperty("--adv-width", `${width}px`);
      for (const layer of chart.querySelectorAll(".main-svg")) layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
    }
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("adv-paper");
    for (const layer of document.querySelectorAll(".main-svg[viewBox]")) layer.removeAttribute("viewBox");
  });

  const print = () => {
    document.documentElement.classList.add("adv-paper");
    let left = 100; // looks, not seconds: a browser that is busy drawing looks less often
    const wait = () => (fits() || --left < 0 ? setTimeout(() => window.print(), 250) : setTimeout(wait, 50));
    setTimeout(wait, 250); // what is drawn follows the width within a moment
  };

  // Presenting: the answer, and then each panel as it stands on the page, made as large as the screen lets it. Nothing is moved or
  // drawn anew: what is not shown is invisible, to a screen reader and to the keyboard too.
  const root = document.documentElement, BESIDE = 64, BAR = 128; // pixels that stay free beside a panel, and above and below it
  const parts = "[data-testid=stMain] :is(.adv-answer, .adv-cards, .st-key-adv_attention, .adv-chart)";
  const panelOf = (part) => part.closest("[class*='st-key-adv_']:has(.adv-chart)") ?? part;
  const panels = () => [...new Set([...document.querySelectorAll(parts)].map(panelOf))].filter((panel) => panel.offsetHeight);
  const isOn = () => root.classList.contains("adv-presenting");
  let all = [], at = 0;

  const hide = () => document.querySelector("[data-adv-shown]")?.removeAttribute("data-adv-shown");
  const show = (to) => {
    hide();
    all = panels();
    at = Math.max(0, Math.min(all.length - 1, to));
    const panel = all[at];
    const { width, height } = panel.getBoundingClientRect();
    const larger = Math.min((innerWidth - BESIDE) / width, (innerHeight - BAR) / height);
    panel.style.setProperty("--adv-scale", Math.max(1, larger).toFixed(3));
    panel.style.setProperty("--adv-wide", `${Math.min(width, innerWidth - 32)}px`);
    panel.dataset.advShown = "";
    const place = document.querySelector(".adv-place");
    place.textContent = place.dataset.advWords.replace("{at}", at + 1).replace("{all}", all.length);
  };
  const go = (by) => { // beyond the last panel and before the first nothing changes
    const to = Math.max(0, Math.min(all.length - 1, at + by));
    if (to !== at) show(to);
  };
  const stop = () => {
    if (!isOn()) return;
    hide();
    root.classList.remove("adv-presenting");
    if (document.fullscreenElement) document.exitFullscreen();
    setTimeout(() => document.querySelector("[data-adv-do=present]")?.focus(), 100); // once it is visible again
  };
  const present = () => {
    root.classList.add("adv-presenting");
    show(0);
    document.querySelector("[data-adv-do=next]").focus();
    root.requestFullscreen?.().catch(() => {}); // a browser may not want to: the window will do
  };
  const doing = { print, present, stop, next: () => go(1), back: () => go(-1) };
  const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity };

  document.addEventListener("click", ({ target }) => doing[target.closest?.("[data-adv-do]")?.dataset.advDo]?.());
  addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") stop();
    else if (event.key in keys) go(keys[event.key]);
    else return;
    event.preventDefault();
  });
  addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) stop(); });
  addEventListener("resize", () => { if (isOn()) show(at); });
})();
