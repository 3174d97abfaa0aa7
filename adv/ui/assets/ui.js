// Streamlit has no translations. This puts Dutch where it shows English words of its own (the uploader, menus, buttons),
// and keeps the page's language right for screen readers. It only replaces texts that are exactly one of the known ones.
"use strict";
(() => {
  // Tells Streamlit where its server is. Without it a link to a page first asks for /bereik/_stcore/health, and gets two 404s.
  window.__streamlit = { BACKEND_BASE_URL: new URL("..", document.currentScript.src).href, ...window.__streamlit };

  // Plotly's script waits for this: the page's first number stands before the browser is busy with charts. (plotly_bundle.py)
  const longest = performance.now() + 1500;
  window.advNumbersShown = () => new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector("[data-testid=stMain] :is(.adv-answer, .adv-value)") && performance.now() < longest) return setTimeout(look, 16);
      if (document.hidden) resolve();
      else requestAnimationFrame(() => setTimeout(resolve)); // after the frame that shows it
    };
    look();
  });

  const toDutch = /*WORDS*/;
  const toEnglish = Object.fromEntries(Object.entries(toDutch).map(([english, dutch]) => [dutch, english]));
  const attributes = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const ours = "[data-adv], [data-testid=stMarkdown], [data-testid=stPlotlyChart], table, svg, script, style"; // holds no English of Streamlit's
  let words = toDutch;

  // A text with a {name} in it stands for all texts of that form; the name itself stays as it is.
  const forms = (table) =>
    Object.entries(table).filter(([from]) => from.includes("{")).map(([from, to]) => {
      const names = [...from.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const pattern = from.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(.+)");
      return { pattern: new RegExp(`^${pattern}$`), names, to };
    });
  const formsToDutch = forms(toDutch), formsToEnglish = forms(toEnglish);

  const change = (text) => {
    const bare = text.trim();
    if (!bare) return text;
    if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
    for (const { pattern, names, to } of words === toDutch ? formsToDutch : formsToEnglish) {
      const match = bare.match(pattern);
      if (match) return to.replace(/\{(\w+)\}/g, (_, name) => match[names.indexOf(name) + 1]);
    }
    return text;
  };

  const visit = (node) => {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element?.closest?.(ours)) return;
    if (node.nodeType === Node.TEXT_NODE) {
      const text = change(node.data);
      if (text !== node.data) node.data = text;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    for (const name of attributes) {
      const text = node.getAttribute(name);
      if (text && change(text) !== text) node.setAttribute(name, change(text));
    }
    node.childNodes.forEach(visit);
  };

  const language = () => {
    const chosen = document.querySelector("[data-adv-language]")?.dataset.advLanguage;
    if (!chosen || chosen === document.documentElement.lang && words === (chosen === "nl" ? toDutch : toEnglish)) return;
    document.documentElement.lang = chosen;
    words = chosen === "nl" ? toDutch : toEnglish;
    visit(document.body);
  };

  // What was stored is said at the top of the page; whoever confirmed it stands at the end.
  let seen = null;
  const said = () => {
    const now = document.querySelector(".st-key-adv_said");
    if (now && now !== seen) now.scrollIntoView({ block: "center" });
    seen = now;
  };

  const observer = new MutationObserver((changes) => {
    language();
    said();
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else if (target.nodeType === Node.TEXT_NODE || type === "attributes") visit(target);
    }
  });
  observer.observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...attributes, "data-adv-language"],
  });
})();
