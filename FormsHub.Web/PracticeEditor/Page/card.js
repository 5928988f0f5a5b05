// One field in the design view. Each box sends its own change, so two people may change one field at once.
import { element } from './dom.js';

const names = {
  text: 'Text', number: 'Number', dateTime: 'Date', checkBox: 'Check box', dropDownList: 'List', comboBox: 'List with free text',
  radio: 'Choice', picture: 'Picture', signature: 'Signature', complex: 'Complex field',
};
const formats = ['mm/dd/yyyy', 'dd.mm.yyyy', 'yyyy-mm-dd', 'd MMMM yyyy'];
const pause = 300;

export function makeCard(first, { send, canChange }) {
  const id = first.id;
  const problem = element('p', { class: 'field-problem', role: 'alert' });
  const caption = element('strong', {});
  const author = element('span', { class: 'badge accent', hidden: true });
  const boxes = [];

  // A box keeps what is being typed: what others sent is shown when it is left.
  function box(member, control, read, write) {
    let timer = null;
    const change = async () => {
      timer = null;
      const result = await send({ op: 'change', id, member, value: read() });
      problem.textContent = result === 'taken' ? 'Another field has this key, or it is empty.' : '';
      control.toggleAttribute('aria-invalid', result === 'taken');
    };
    control.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(change, pause);
    });
    control.addEventListener('blur', () => {
      if (timer !== null) {
        clearTimeout(timer);
        change();
      }
    });
    control.disabled = !canChange;
    boxes.push(field => {
      if (timer === null && document.activeElement !== control) {
        write(field);
      }
    });
    return control;
  }

  function textBox(member, label, attributes = {}) {
    const input = element('input', { id: `design-${id}-${member}`, autocomplete: 'off', maxlength: 500, ...attributes });
    box(member, input, () => input.value, field => { input.value = field[member]; });
    return [element('div', { class: 'field' }, element('label', { for: input.id }, label), input), input];
  }

  const [labelField, labelInput] = textBox('label', 'Label');
  const [keyField] = textBox('key', 'Key', { class: 'mono' });
  const [helpField] = textBox('help', 'Help text');
  const [roleField] = textBox('role', 'Filled by', { list: 'design-roles' });
  const required = element('input', { id: `design-${id}-required`, type: 'checkbox' });
  box('required', required, () => required.checked, field => { required.checked = field.required; });
  const parts = [labelField, keyField];
  if (first.kind !== 'radio') {
    parts.push(helpField);
  }

  parts.push(roleField);
  if (['dropDownList', 'comboBox', 'radio'].includes(first.kind)) {
    const options = element('textarea', { id: `design-${id}-options`, rows: 3 });
    box('options', options, () => options.value.split('\n').map(line => line.trim()).filter(Boolean), field => { options.value = field.options.join('\n'); });
    parts.push(element('div', { class: 'field design-wide' }, element('label', { for: options.id }, 'Options, one a line'), options));
  }

  if (first.kind === 'dateTime') {
    const select = element('select', { id: `design-${id}-date` });
    box('dateFormat', select, () => select.value, field => {
      select.replaceChildren(...[...new Set([...formats, field.dateFormat])].map(format => element('option', { value: format }, format)));
      select.value = field.dateFormat;
    });
    parts.push(element('div', { class: 'field' }, element('label', { for: select.id }, 'Written as'), select));
  }

  function action(word, change) {
    const button = element('button', { class: 'button small quiet', type: 'button' }, word);
    button.addEventListener('click', () => send({ id, ...change }));
    button.disabled = !canChange;
    return button;
  }

  const up = action('Up', { op: 'move', by: -1 });
  const down = action('Down', { op: 'move', by: 1 });
  const remove = action('Remove', { op: 'remove' });
  const actions = element('span', { class: 'row' }, up, down, remove);
  parts.push(element('label', { class: 'editor-choice', for: required.id }, required, element('span', {}, 'Required')));
  const card = element('li', { class: 'design-card', 'data-field': id },
    element('div', { class: 'design-head' }, caption, author, element('span', { class: 'editor-space' }), actions),
    element('div', { class: 'design-parts' }, ...parts),
    problem);

  return {
    element: card,
    show(field, index, count) {
      boxes.forEach(show => show(field));
      const name = field.label || field.shown;
      caption.textContent = `${index + 1}. ${names[field.kind] ?? field.kind}`;
      labelInput.placeholder = field.shown;
      card.dataset.key = field.key;
      card.setAttribute('aria-label', `${names[field.kind] ?? field.kind}: ${name}`);
      [[up, 'up'], [down, 'down']].forEach(([button, way]) => button.setAttribute('aria-label', `Move ${name} ${way}`));
      remove.setAttribute('aria-label', `Remove ${name}`);
      up.disabled = !canChange || index === 0;
      down.disabled = !canChange || index === count - 1;
    },
    by(name) {
      author.textContent = name ? `changed by ${name}` : '';
      author.hidden = !name;
    },
    focus() {
      labelInput.focus();
      labelInput.select();
      card.scrollIntoView({ block: 'center' });
    },
  };
}
