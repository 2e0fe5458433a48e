// The one script of the pages. Every flow also works without it: it posts what the server wrote for the embedding app, swaps a page
// that has become old, searches while one types, and points out stray spaces before anything is sent.

const json = (root) => JSON.parse(root.querySelector("#data")?.textContent || "{}");
let data = json(document);

// ---- Messages to the embedding app

// The origin that frames this page, where the browser tells; a port `*` stands for any.
const framing = () => location.ancestorOrigins?.[0];
const fits = (target, origin) =>
  target === origin || (target.endsWith(":*") && origin?.replace(/:\d+$/, "") === target.slice(0, -2));
const targets = () => {
  const known = data.targets || [];
  const origin = framing();
  if (origin) return known.some((target) => fits(target, origin)) ? [origin] : [];
  return known.filter((target) => !target.endsWith(":*"));
};
const post = (message) => {
  const windows = [window.parent, window.opener].filter((other) => other && other !== window);
  for (const other of windows) for (const target of targets()) other.postMessage(message, target);
};
const tell = () => {
  for (const message of data.posts || []) post(message);
  // One after the other: a web view sees only the last of those that come at once.
  (data.addresses || []).forEach((address, place) => setTimeout(() => (location.href = address), place * 100));
};
const asked = (value) => {
  try {
    return typeof value === "string" ? JSON.parse(value) : value;
  } catch {
    return null;
  }
};
addEventListener("message", ({ data: sent, origin, source }) => {
  if (source !== window.parent && source !== window.opener) return;
  if (!(data.targets || []).some((target) => fits(target, origin))) return;
  const question = asked(sent);
  if (question?.type === "ping") post(data.ping);
  if (question?.type === "mx/navigation" && question.payload?.action === "back") {
    const back = document.querySelector("a.back");
    post(back ? data.back : data.stay);
    back?.click();
  }
});

// ---- A page that changes by itself

let stream;
let timer;
const soon = (seconds) => {
  clearTimeout(timer);
  timer = setTimeout(renew, seconds * 1000);
};
const watch = () => {
  stream?.close();
  clearTimeout(timer);
  const address = document.querySelector("main")?.dataset.live;
  if (!address) return;
  stream = new EventSource(address);
  stream.addEventListener("changed", () => {
    stream.close();
    renew();
  });
  // Too many streams, or none possible: the page looks for itself now and then.
  stream.onerror = () => stream.readyState === EventSource.CLOSED && soon(5);
};
const renew = async () => {
  try {
    const answer = await fetch(location.pathname + location.search, { credentials: "omit" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const old = document.querySelector("main");
    const fresh = page.querySelector("main");
    if (!fresh) throw new Error("no page");
    const isSame = old.querySelector("h1")?.textContent === fresh.querySelector("h1")?.textContent;
    const open = document.activeElement?.id;
    old.replaceWith(fresh);
    document.title = page.title;
    document.querySelector("#data").textContent = page.querySelector("#data").textContent;
    data = json(document);
    // Who was reading is led to the new beginning; who was at a field that is still there stays.
    const field = open && document.getElementById(open);
    if (field) field.focus();
    else if (!isSame) fresh.focus();
    start();
  } catch {
    soon(5);
  }
};

// ---- Search while one types

const search = (input) => {
  let wait;
  let last = input.value;
  const list = document.getElementById(input.dataset.results);
  input.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(async () => {
      const typed = input.value.trim();
      if (typed === last) return;
      last = typed;
      const address = new URL(input.form.action);
      address.searchParams.set("q", typed);
      const shown = new URL(address);
      address.searchParams.set("part", "results");
      try {
        const answer = await fetch(address, { credentials: "omit" });
        if (!answer.ok || last !== typed) return;
        list.innerHTML = await answer.text();
        data = JSON.parse(list.querySelector("script").textContent);
        tell();
        history.replaceState(null, "", shown);
        // Another language searches for the same.
        for (const link of document.querySelectorAll(".foot a[hreflang]")) {
          link.search = new URLSearchParams({ q: typed, language: link.hreflang });
        }
      } catch {
        // The button searches, too.
      }
    }, 300);
  });
};

// ---- Fields

const INVISIBLE = /[\u0000-\u001f\u007f\u00a0\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff]/;
const heed = (field) => {
  const input = field.querySelector("input");
  const note = field.querySelector("[data-heed]");
  if (!input || !note) return;
  const look = () => {
    const { value } = input;
    const text = INVISIBLE.test(value) ? note.dataset.heedInvisible : value !== value.trim() ? note.dataset.heed : "";
    note.textContent = text;
    note.hidden = !text;
  };
  input.addEventListener("input", look);
  input.addEventListener("blur", look);
};
const peek = (button) => {
  const input = document.getElementById(button.getAttribute("aria-controls"));
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = input.type === "password";
    input.type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
    button.textContent = isShown ? button.dataset.hide : button.dataset.show;
    input.focus();
  });
};
const count = (input) => {
  const line = input.closest(".field")?.querySelector("[data-counter]");
  if (!line) return;
  const show = () => {
    line.hidden = false;
    line.textContent = `${line.dataset.counter} ${Number(input.dataset.count) - [...input.value].length}`;
  };
  input.addEventListener("input", show);
  show();
};
// Counts what is typed into a field that has no name and so is never sent.
const measure = (line) => {
  const number = document.getElementById(line.dataset.measure);
  const label = document.createElement("label");
  const field = document.createElement("input");
  field.type = "password";
  field.autocomplete = "off";
  label.append(line.dataset.label, field);
  line.replaceChildren(label);
  line.hidden = false;
  field.addEventListener("input", () => {
    number.value = field.value ? String([...field.value].length) : "";
  });
};
const once = (form) => {
  form.addEventListener("submit", () => {
    // After the browser has read the form.
    setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
  });
};

// ---- Time that is left

const clock = (time) => {
  const ends = Date.now() + Number(time.dataset.seconds) * 1000;
  const tick = () => {
    if (!time.isConnected) return;
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    time.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : time.dataset.over;
    if (left) setTimeout(tick, 1000);
    else soon(3);
  };
  tick();
};

const start = () => {
  tell();
  watch();
  const each = (selector, use) => document.querySelectorAll(`main ${selector}`).forEach(use);
  each("[data-results]", search);
  each("[data-login]", heed);
  each(".peek", peek);
  each("[data-count]", count);
  each("[data-measure]", measure);
  each("form[data-once]", once);
  each("time[data-seconds]", clock);
};
start();

// A page that the browser kept may be old, and its buttons are switched off.
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
const summary = document.getElementById("summary");
summary?.focus();
