// Streamlit has no translations. This puts Dutch where it shows English words of its own (the uploader, menus, buttons),
// and keeps the page's language right for screen readers. It only replaces texts that are exactly one of the known ones.
"use strict";
(() => {
  // Tells Streamlit where its server is. Without it a link to a page first asks for /bereik/_stcore/health, and gets two 404s.
  window.__streamlit = { BACKEND_BASE_URL: new URL("..", document.currentScript.src).href, ...window.__streamlit };

  // Plotly's script waits for this: the page's first number stands before the browser is busy with charts. (static_files.py)
  const longest = performance.now() + 4000;
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

  // What was stored is said at the top of the page; whoever confirmed it stands at the end. A file that is read again comes with its questions.
  let seen = null;
  const said = () => {
    const now = document.querySelector(".st-key-adv_said, .st-key-adv_asked_again");
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

  // Streamlit takes over another theme of the system at once; charts have its colours after the next run, which its own key asks for.
  // It hears that key again only when it was let go, and never during a run: ask until a run knows the theme.
  const press = (kind) => document.dispatchEvent(new KeyboardEvent(kind, { key: "r", code: "KeyR", keyCode: 82, bubbles: true }));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => {
    const until = performance.now() + 30000;
    const timer = setInterval(() => {
      const known = document.querySelector("[data-adv-theme]")?.dataset.advTheme;
      const isRunning = !document.querySelector("[data-test-script-state=notRunning]");
      if (performance.now() > until || !isRunning && (!known || (known === "dark") === dark.matches)) clearInterval(timer);
      else if (!isRunning) ["keydown", "keyup"].forEach(press);
    }, 100);
  });

  // The menu of a panel. A picture is put together from what is on the screen, on the ground of the page and under its title.
  const HEAD = 40;
  const xml = (node) => new XMLSerializer().serializeToString(node);
  const picture = ({ advChart, advTitle }) => {
    const layers = [...document.querySelectorAll(`.st-key-${advChart} .svg-container > .main-svg`)];
    const { width, height } = layers[0].getBoundingClientRect();
    const page = getComputedStyle(document.querySelector("[data-testid=stApp]"));
    const title = `font-family="${page.fontFamily.replaceAll('"', "'")}" font-size="18" font-weight="600" fill="${page.color}"`;
    return {
      width, height: height + HEAD,
      svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + HEAD}">`
        + `<rect width="100%" height="100%" fill="${page.backgroundColor}"/>`
        + `<text x="8" y="26" ${title}>${xml(document.createTextNode(advTitle))}</text>`
        + `<g transform="translate(0 ${HEAD})">${layers.map(xml).join("")}</g></svg>`,
    };
  };
  const save = (address, name) => Object.assign(document.createElement("a"), { href: address, download: name }).click();
  const written = (svg) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  const doing = {
    svg: (data) => save(written(picture(data).svg), `${data.advFile}.svg`),
    png: (data) => {
      const { svg, width, height } = picture(data), canvas = document.createElement("canvas"), image = new Image();
      Object.assign(canvas, { width: 2 * width, height: 2 * height });
      image.onload = () => {
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        save(canvas.toDataURL("image/png"), `${data.advFile}.png`);
      };
      image.src = written(svg);
    },
    link: (data, button) => {
      const address = new URL(location.href);
      if (data.advPanel) address.searchParams.set("paneel", data.advPanel);
      const field = Object.assign(document.createElement("textarea"), { value: address.href });
      button.after(field); // without https a browser has no clipboard of its own
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
      data.advLabel ??= button.textContent;
      button.textContent = data.advSaid;
      setTimeout(() => { button.textContent = data.advLabel; }, 3000);
    },
  };
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-adv-do]");
    if (button) doing[button.dataset.advDo]?.(button.dataset, button);
  });

  // On a phone the menu lies over the page: it goes once a page was chosen in it.
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("[data-testid=stSidebarNavLink]") || !matchMedia("(max-width: 768px)").matches) return;
    setTimeout(() => document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click());
  });

  // A link to one panel goes there, once it is drawn, and until somebody moves.
  const panel = new URL(location.href).searchParams.get("paneel");
  if (panel && /^\w+$/.test(panel)) {
    const until = performance.now() + 20000;
    let last = -1, moved = false;
    for (const kind of ["wheel", "keydown", "pointerdown", "touchmove"]) addEventListener(kind, () => { moved = true; }, { once: true });
    const timer = setInterval(() => {
      const place = document.querySelector(`.st-key-adv_${panel}`), top = place?.getBoundingClientRect().top;
      if (moved || performance.now() > until) clearInterval(timer);
      else if (place && top !== last) { place.scrollIntoView({ block: "start" }); last = place.getBoundingClientRect().top; }
    }, 200);
  }
})();
