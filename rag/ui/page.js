// Runs once for each of the page's HTML parts (gr.HTML js_on_load): `element`, `trigger`, `watch` and `props` are Gradio's.
// A press on anything with data-kind goes to Python as its data attributes; the rest is focus, scrolling and the Esc key.
// What a press means has an event of its own: a complaint goes as a submit, a question asked again as a retry, a file taken out
// as a delete.

const part = element.closest('#masthead, #conversation, #complaint, #examples, #shelf, #removed, #mended, #waiting, #progress, #sets, #exam, #reader')?.id;
const EVENTS = { complain: 'submit', again: 'retry', 'take-out': 'delete' };
let last = null;  // what was pressed in this part, until the part has been drawn again

element.addEventListener('click', (event) => {
  const taken = event.target.closest('[data-copy], [data-edit]');
  if (taken) return 'edit' in taken.dataset ? edit(taken.dataset.edit) : copy(taken);
  const pressed = event.target.closest('[data-kind]');
  if (!pressed) return;
  if (part !== 'reader') window.baowenPressed = pressed;
  last = { ...pressed.dataset, place: [...pressed.parentElement.children].indexOf(pressed) };
  trigger(EVENTS[pressed.dataset.kind] ?? 'click', { ...pressed.dataset });
});

// The reasons of a thumbs-down open downwards, where the composer may lie over them. (toggle does not bubble.)
element.addEventListener('toggle', (event) => {
  if (event.target.open) event.target.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
}, true);

// The question goes back into the box, to be changed and asked as a new one.
function edit(question) {
  const box = document.querySelector('#box textarea');
  box.value = question;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
}

async function copy(button) {
  const text = button.dataset.copy === 'link' ? location.href : button.dataset.text;
  await (navigator.clipboard ? navigator.clipboard.writeText(text) : copyOldWay(text));
  const label = button.textContent;
  if (label === button.dataset.done) return;
  button.textContent = button.dataset.done;
  button.setAttribute('aria-live', 'polite');
  setTimeout(() => { button.textContent = label; }, 1500);
}

// Pages that come over plain http from another machine have no clipboard of their own.
function copyOldWay(text) {
  const field = Object.assign(document.createElement('textarea'), { value: text });
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

const finished = {
  masthead() {
    document.documentElement.lang = element.querySelector('[data-language]')?.dataset.language ?? 'zh-Hant';
    window.baowenReady = true;
    window.dispatchEvent(new Event('baowen-ready'));
  },

  // A new question comes into view once; after that the reader of a long answer is left where they are.
  conversation() {
    const turns = element.querySelectorAll('.turn');
    if (turns.length > (element.turnsSeen ?? 0)) turns[turns.length - 1].scrollIntoView({ block: 'start', behavior: 'smooth' });
    element.turnsSeen = turns.length;
  },

  // What came of a complaint takes the place of its row alone: the rest of the conversation stays as it is on the page.
  complaint() {
    const row = element.querySelector('.feedback')?.cloneNode(true);
    const old = row && document.querySelector(`#conversation .feedback[data-turn="${row.dataset.turn}"]`);
    if (!old) return;
    const here = old.contains(document.activeElement);
    old.replaceWith(row);
    if (here) row.querySelector('.told')?.focus({ preventScroll: true });
  },

  // After a press the focus stays where it was, at the button that took the place of the one pressed.
  mended() {
    if (!last) return;
    const { kind, repair } = last;
    last = null;
    if (kind === 'repair') element.querySelector(`.kinds [data-repair="${CSS.escape(repair)}"]`)?.focus();
    else if (kind === 'inspect') element.querySelector('h2')?.focus();
    else document.querySelector('#find-mended :is(input, textarea)')?.focus();
  },

  waiting() {
    if (last) (element.querySelector('[data-kind="remove"]') ?? document.querySelector('#adding input'))?.focus();
    last = null;
  },

  // The panel opens at its quote with the focus there; when it closes, the focus goes back to what opened it. After a
  // press on its switch or a page button it shows the quote again and leaves the focus on that button.
  reader() {
    const sheet = element.querySelector('.sheet');
    const turned = last;
    last = null;
    const link = element.querySelector('.reader')?.dataset.link ?? '';
    if (link !== location.hash) history.replaceState(null, '', location.pathname + location.search + link);
    if (!sheet) {
      if (window.baowenPressed?.isConnected) window.baowenPressed.focus();
      return;
    }
    const quote = sheet.querySelector(':is(.frame, mark, #here):not(details *)');
    const place = quote?.getBoundingClientRect();
    const top = quote ? place.top - sheet.getBoundingClientRect().top + sheet.scrollTop : 0;
    sheet.scrollTop = quote && top + place.height > sheet.clientHeight * 0.75 ? top - sheet.clientHeight / 3 : 0;
    (control(sheet, turned) ?? quote ?? sheet).focus({ preventScroll: true });
  },
};

function control(sheet, turned) {
  if (turned?.kind === 'view') return sheet.querySelector(`[data-view="${turned.view}"]`);
  const leaves = turned?.kind === 'page' ? [...sheet.querySelectorAll('.leaf > *')] : [];
  return leaves[turned?.place]?.disabled ? leaves.find((one) => one.matches('button:enabled')) : leaves[turned?.place];
}

if (finished[part]) watch('value', () => requestAnimationFrame(finished[part]));

// The address names the article that is open, so it can be shared; who follows it comes to the same quote.
function follow() {
  const named = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  if (named.article) trigger('select', named);
}

if (part === 'reader') {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && element.querySelector('.reader')) trigger('click', { kind: 'close' });
  });
  window.addEventListener('hashchange', follow);
  if (window.baowenReady) follow();
  else window.addEventListener('baowen-ready', follow, { once: true });
}
