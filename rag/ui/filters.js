// Runs once for the filters above the question box. A press goes to Python as its data attributes, the one beside the two
// date fields with what was typed there; the rest is which list is open, and where the focus goes.

const OPEN = 'details[open]';
let last = null;  // the kind of filter that was pressed, until the filters have been drawn again

function press(pressed) {
  const fields = pressed.matches('.apply') ? [...pressed.closest('.fields').querySelectorAll('input')] : [];
  if (fields.length && fields.every((one) => one.value === one.defaultValue && !one.ariaInvalid)) return close();
  last = pressed.dataset.filter;
  trigger('click', { ...pressed.dataset, ...Object.fromEntries(fields.map((one) => [one.name, one.value])) });
}

function close() {
  const opened = element.querySelector(OPEN);
  opened?.removeAttribute('open');
  opened?.querySelector('summary').focus();
}

element.addEventListener('click', (event) => {
  const pressed = event.target.closest('[data-kind]');
  if (pressed) press(pressed);
});

element.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('input') && !event.isComposing) {
    press(element.querySelector(`${OPEN} .apply`));
  } else if (event.key === 'Escape' && element.querySelector(OPEN)) {
    event.stopPropagation();  // an open article stays
    close();
  }
});

// One list at a time, and none once the attention is elsewhere.
for (const kind of ['pointerdown', 'focusin']) {
  document.addEventListener(kind, (event) => {
    for (const one of element.querySelectorAll(OPEN)) if (!one.contains(event.target)) one.removeAttribute('open');
  });
}

// A list opens upwards, over the conversation; where there is no room for it, downwards.
element.addEventListener('toggle', ({ target }) => {
  const list = target.open && target.querySelector('.choices');
  if (!list) return;
  list.classList.toggle('below', target.getBoundingClientRect().top < list.offsetHeight + 8);
  list.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
}, true);

watch('value', () => requestAnimationFrame(() => {
  if (last === null) return;
  const chip = element.querySelector(`[data-filter="${last}"] summary`);
  (element.querySelector('[aria-invalid]') ?? chip ?? document.querySelector('#box textarea'))?.focus();
  last = null;
}));
