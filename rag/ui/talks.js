// Runs once for the list of earlier conversations. They are kept in this browser's own storage and nowhere else: the server
// writes the present one into the page, this script stores it under an id of its own, and sends one back only to resume it.

const KEY = 'baowen-talks';
const MOST = 30;
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

function keep() {
  if (!section()) return;
  const turns = JSON.parse(section().dataset.turns);
  if (turns.length === 0) present = null;
  else present ??= `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const id = present;
  if (id === null) draw();
  else store((talks) => [{ id, when: Date.now(), turns }, ...talks.filter((talk) => talk.id !== id)]);
}

window.addEventListener('storage', draw);
watch('value', () => requestAnimationFrame(keep));
