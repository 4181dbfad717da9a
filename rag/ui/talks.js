// Runs once for the list of earlier conversations. They are kept in this browser's own storage and nowhere else: the server
// writes the present one into the page, this script stores it under an id of its own, and sends one back only to resume it.

const KEY = 'baowen-talks';
const BACK = 'baowen-back';
const MOST = 30, FULL = 50;  // conversations that are kept, and turns of one, which is the server's own limit
let first = null;  // the server that this page came from
let back = JSON.parse(sessionStorage.getItem(BACK));  // what to go on with after the page has loaded again
let present = null;  // the id of the conversation on the page, null before its first answer

const section = () => element.querySelector('.talks');
const stored = () => {
  const found = JSON.parse(localStorage.getItem(KEY) ?? '[]');
  return Array.isArray(found) ? found : [];
};

// Every write reads first: another tab may have stored a conversation of its own. When the storage is full the oldest go.
function store(change) {
  let talks = change(stored()).sort((one, other) => other.when - one.when).slice(0, MOST);
  while (!written(talks) && talks.length > 1) talks = talks.slice(0, -1);
  draw();
}

function written(talks) {
  try {
    localStorage.setItem(KEY, JSON.stringify(talks));
    return true;
  } catch (error) {
    if (error.name === 'QuotaExceededError') return false;
    throw error;
  }
}

// Titles are questions that somebody typed: they are only ever set as text.
function row({ id, when, turns }) {
  const line = document.createElement('li');
  const open = Object.assign(document.createElement('button'), { type: 'button', className: 'open' });
  const title = Object.assign(document.createElement('span'), { textContent: turns[0].answer.question });
  const date = Object.assign(document.createElement('small'), {
    textContent: new Date(when).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' }),
  });
  open.append(title, date);
  open.addEventListener('click', () => {
    present = id;
    trigger('select', { turns });
  });
  const forget = Object.assign(document.createElement('button'), { type: 'button', className: 'forget', textContent: '×' });
  forget.setAttribute('aria-label', section().dataset.forget.replace('{title}', () => turns[0].answer.question));
  forget.addEventListener('click', () => store((talks) => talks.filter((talk) => talk.id !== id)));
  line.append(open, forget);
  return line;
}

function draw() {
  const part = section();
  if (!part) return;
  const talking = JSON.parse(part.dataset.turns).length > 0;
  const talks = stored().filter((talk) => talk.turns?.[0]?.answer);
  part.querySelector('ul').replaceChildren(...talks.map(row));
  part.classList.toggle('none', talks.length === 0);
  part.classList.toggle('talking', talking);
  part.querySelector('.all')?.remove();
  const label = talking ? part.dataset.export : part.dataset.forgetAll;
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'all', textContent: label });
  button.addEventListener('click', () => (talking ? save() : store(() => [])));
  part.append(button);
}

// The conversation as a Markdown file, with every quote and where it is from.
function save() {
  const texts = [...document.querySelectorAll('#conversation [data-copy="markdown"]')].map((one) => one.dataset.text);
  const address = URL.createObjectURL(new Blob([texts.join('\n\n')], { type: 'text/markdown' }));
  Object.assign(document.createElement('a'), { href: address, download: 'baowen.md' }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// A conversation only grows; what is shorter, or began otherwise, is another one: the server may have forgotten the first.
function another(turns) {
  const before = stored().find((talk) => talk.id === present)?.turns ?? [];
  const began = before.length > 0 && before.length < FULL && before[0].answer.question !== turns[0].answer.question;
  return turns.length < before.length || began;
}

function keep() {
  if (!section()) return;
  const turns = JSON.parse(section().dataset.turns);
  if (turns.length === 0) present = null;
  else if (present === null || another(turns)) present = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const id = present;
  if (id === null && back) return resume();
  if (id === null) draw();
  else store((talks) => [{ id, when: Date.now(), turns }, ...talks.filter((talk) => talk.id !== id)]);
}

// A server that was started again knows nothing of this page: the page loads again, and goes on with its conversation and with
// what was typed. Which server it is only Gradio says, under a number of its own.
const serving = () => fetch('gradio_api/app_id').then((reply) => (reply.ok ? reply.text() : null)).catch(() => null);

async function check() {
  const now = document.hidden ? null : await serving();
  first ??= now;
  if (now === null || now === first) return;
  sessionStorage.setItem(BACK, JSON.stringify({ id: present, typed: document.querySelector('#box textarea')?.value ?? '' }));
  location.reload();
}

function type(text) {
  const box = document.querySelector('#box textarea');
  box.value = text;
  box.dispatchEvent(new Event('input', { bubbles: true }));
}

function resume() {
  const { id, typed } = back;
  back = null;
  sessionStorage.removeItem(BACK);
  setTimeout(() => type(typed), 500);  // Gradio lays the box anew when it gets its labels
  const talk = stored().find((one) => one.id === id);
  if (!talk) return draw();
  present = id;
  trigger('select', { turns: talk.turns });
}

check();
setInterval(check, 5000);
window.addEventListener('focus', check);
window.addEventListener('storage', draw);
watch('value', () => requestAnimationFrame(keep));
