// Streamlit has no translations. This puts Dutch where it shows English words of its own (the uploader, menus, buttons),
// and keeps the page's language right for screen readers. It only replaces texts that are exactly one of the known ones.
"use strict";
(() => {
  // Tells Streamlit where its server is. Without it a link to a page first asks for /bereik/_stcore/health, and gets two 404s.
  window.__streamlit = { BACKEND_BASE_URL: new URL("..", document.currentScript.src).href, ...window.__streamlit };

  const toDutch = /*WORDS*/;
  const toEnglish = Object.fromEntries(Object.entries(toDutch).map(([english, dutch]) => [dutch, english]));
  const attributes = ["aria-label", "title", "placeholder", "alt", "data-title"];
  const ours = "[data-adv], [data-testid=stMarkdown], [data-testid=stPlotlyChart], table, svg, script, style"; // holds no English of Streamlit's
  let words = toDutch;

  // "30MB per file • XLSX, ODS" holds a number and names: only its words change.
  const limit = { nl: [/^(?:Limit )?(\d+)MB per file/, "Tot $1 MB per bestand"], en: [/^Tot (\d+) MB per bestand/, "$1MB per file"] };

  const change = (text) => {
    const bare = text.trim();
    if (!bare) return text;
    if (Object.hasOwn(words, bare)) return text.replace(bare, words[bare]);
    const [pattern, instead] = words === toDutch ? limit.nl : limit.en;
    return text.replace(pattern, instead);
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

  const observer = new MutationObserver((changes) => {
    language();
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(visit);
      else if (target.nodeType === Node.TEXT_NODE || type === "attributes") visit(target);
    }
  });
  observer.observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...attributes, "data-adv-language"],
  });
})();
