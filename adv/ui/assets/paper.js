// A page on paper. Charts are drawn as wide as the screen: who prints from here has them drawn anew, as wide as the paper, first;
// whoever prints by Ctrl+P has them made smaller, numbers and all.
"use strict";
(() => {
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

  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-adv-print]")) return;
    document.documentElement.classList.add("adv-paper");
    let left = 100; // looks, not seconds: a browser that is busy drawing looks less often
    const wait = () => (fits() || --left < 0 ? setTimeout(() => window.print(), 250) : setTimeout(wait, 50));
    setTimeout(wait, 250); // what is drawn follows the width within a moment
  });
})();
