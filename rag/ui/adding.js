// Runs once for the place where files are dropped or chosen. Nothing leaves the browser before the button is pressed; each
// file then goes as it is to the server's one door for files, and Python is told to list what waits.

const chosen = [];
const part = () => element.querySelector('.adding');

function refused(file, { endings, limit, tooLarge, wrongKind }) {
  const name = file.name.toLowerCase();
  if (!endings.split(' ').some((ending) => name.endsWith(ending))) return wrongKind;
  return file.size > Number(limit) ? tooLarge : '';
}

const inWords = (bytes) => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

// Names come from whoever made the file: they are only ever set as text.
function row({ file, why }, labels) {
  const line = document.createElement('li');
  const name = document.createElement('code');
  const note = document.createElement('span');
  const out = document.createElement('button');
  name.textContent = file.name;
  note.className = why ? 'why refused' : 'why';
  note.textContent = why || inWords(file.size);
  out.type = 'button';
  out.textContent = '×';
  out.setAttribute('aria-label', labels.takeOut.replace('{name}', () => file.name));
  out.addEventListener('click', () => {
    chosen.splice(chosen.findIndex((one) => one.file === file), 1);
    draw();
    element.querySelector('input').focus();
  });
  line.append(name, note, out);
  return line;
}

function draw() {
  if (!part()) return;
  const labels = part().dataset;
  for (const one of chosen) one.why = refused(one.file, labels) || labels[one.failed] || '';
  part().querySelector('.chosen').replaceChildren(...chosen.map((one) => row(one, labels)));
  const ready = chosen.filter((one) => !one.why).length;
  const button = part().querySelector('.add');
  button.hidden = ready === 0;
  button.textContent = labels.add.replace('{count}', ready);
}

function choose(files) {
  chosen.push(...[...files].map((file) => ({ file })));
  draw();
}

async function send({ file }) {
  const { ticket } = part().dataset;
  const reply = await fetch(`add?name=${encodeURIComponent(file.name)}`, {
    method: 'POST', body: file, headers: { 'X-Baowen-Ticket': ticket },
  }).catch(() => null);
  if (reply?.ok) return '';
  const { why = 'not_saved' } = await reply?.json().catch(() => ({})) ?? {};
  return why.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
}

async function add() {
  const going = chosen.filter((one) => !one.why);
  const button = part().querySelector('.add');
  button.disabled = true;
  for (const [done, one] of going.entries()) {
    const { sending } = part().dataset;
    part().querySelector('.told').textContent = sending.replace('{done}', done).replace('{count}', going.length);
    one.failed = await send(one);
    if (!one.failed) chosen.splice(chosen.indexOf(one), 1);
    draw();
  }
  part().querySelector('.told').textContent = '';
  part().querySelector('.add').disabled = false;
  trigger('submit', {});
}

element.addEventListener('change', (event) => {
  choose(event.target.files);
  event.target.value = '';
});
element.addEventListener('click', (event) => {
  if (event.target.closest('.add')) add();
});
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  element.addEventListener(kind, (event) => {
    event.preventDefault();
    part()?.querySelector('.drop').classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    if (kind === 'drop') choose(event.dataTransfer.files);
  });
}

watch('value', () => requestAnimationFrame(draw));
