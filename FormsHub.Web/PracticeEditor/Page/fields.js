// One control a kind of field. Each gives its value as form data carries it: text, true or false, a data URL.
import { dateControl } from './dates.js';
import { element } from './dom.js';
import { pictureControl, signatureControl } from './pictures.js';
import { textRule } from './text.js';

const kinds = {
  checkBox: checkControl,
  radio: radioControl,
  comboBox: comboControl,
  dropDownList: listControl,
  dateTime: dateControl,
  picture: pictureControl,
  signature: signatureControl,
};

export function makeField(definition, index, initial, canFill, changed) {
  const id = `field-${index}`;
  const help = definition.help ? element('p', { class: 'field-help', id: `${id}-help` }, definition.help) : null;
  const problem = element('p', { class: 'field-problem', id: `${id}-problem` });
  const field = { id, definition, describedBy: [help && `${id}-help`, `${id}-problem`].filter(Boolean).join(' '), changed: () => { clear(); changed(); } };
  const control = (kinds[definition.type] ?? textControl)(field);
  const name = [definition.label];
  if (definition.required) {
    name.push(element('span', { class: 'editor-required', 'aria-hidden': 'true' }, ' *'), element('span', { class: 'visually-hidden' }, ' (required)'));
  }

  const isGroup = control.isGroup === true;
  const caption = control.namesItself
    ? null
    : element(isGroup ? 'legend' : 'label', isGroup ? { class: 'label' } : { for: id }, ...name);
  const box = element(isGroup ? 'fieldset' : 'div', { class: 'field editor-field', 'data-key': definition.key, 'data-type': definition.type });
  if (control.namesItself) {
    control.label.append(...name);
  }

  box.append(...[caption, control.element, help, problem].filter(Boolean));
  control.set(initial);
  if (!canFill) {
    disable();
  }

  function clear() {
    problem.textContent = '';
    control.focusable.removeAttribute('aria-invalid');
  }

  function disable() {
    box.querySelectorAll('input, textarea, select, button').forEach(one => { one.disabled = true; });
  }

  return {
    id,
    element: box,
    label: definition.label,
    required: definition.required,
    value: control.value,
    disable,
    focus() {
      control.focusable.focus();
      box.scrollIntoView({ block: 'center' });
    },
    check() {
      clear();
      if (box.querySelector(':disabled')) {
        return '';
      }

      const value = control.value();
      const isEmpty = value === '' || value === false;
      const text = isEmpty && definition.required ? 'this is required' : isEmpty ? '' : control.problem?.(value) ?? '';
      if (text) {
        problem.textContent = text[0].toUpperCase() + text.slice(1) + '.';
        control.focusable.setAttribute('aria-invalid', 'true');
      }

      return text;
    },
  };
}

function textControl(field) {
  const { definition } = field;
  const rule = textRule(definition);
  const input = element(definition.multiLine && !definition.comb ? 'textarea' : 'input', {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-required': definition.required ? 'true' : null,
    placeholder: definition.placeholder,
    maxlength: rule.length,
    inputmode: rule.inputMode,
    class: definition.comb ? 'editor-comb' : null,
    rows: definition.multiLine ? 4 : null,
    autocomplete: 'off',
  });
  if (definition.comb && definition.maxCharacters) {
    input.size = definition.maxCharacters;
  }

  input.addEventListener('input', () => {
    // Only at the end: rewriting in the middle would move the caret under the writer's hands.
    if (input.selectionStart === input.value.length) {
      const tidy = rule.tidy(input.value);
      if (tidy !== input.value) {
        input.value = tidy;
      }
    }

    field.changed();
  });
  input.addEventListener('blur', () => { input.value = rule.tidy(input.value); });
  return { element: input, focusable: input, value: () => input.value, set: text => { input.value = text; }, problem: rule.problem };
}

function checkControl(field) {
  const input = element('input', { id: field.id, type: 'checkbox', 'aria-describedby': field.describedBy });
  const label = element('span', {});
  input.addEventListener('change', field.changed);
  return {
    element: element('label', { class: 'editor-choice', for: field.id }, input, label),
    namesItself: true,
    label,
    focusable: input,
    value: () => input.checked,
    set: checked => { input.checked = checked === true; },
  };
}

function radioControl(field) {
  const list = element('div', { class: 'editor-choices' });
  const inputs = field.definition.options.map((option, index) => {
    const input = element('input', { id: index === 0 ? field.id : `${field.id}-${index}`, type: 'radio', name: field.id, value: option.value });
    input.addEventListener('change', field.changed);
    list.append(element('label', { class: 'editor-choice' }, input, element('span', {}, option.label || option.value)));
    return input;
  });
  return {
    element: list,
    isGroup: true,
    focusable: inputs[0] ?? list,
    value: () => inputs.find(input => input.checked)?.value ?? '',
    set: text => inputs.forEach(input => { input.checked = input.value === text; }),
  };
}

function comboControl(field) {
  const rule = textRule(field.definition);
  const input = element('input', {
    id: field.id, list: `${field.id}-list`, 'aria-describedby': field.describedBy, placeholder: field.definition.placeholder, autocomplete: 'off',
  });
  const options = field.definition.options.map(option => element('option', { value: option.label }));
  input.addEventListener('input', field.changed);
  return {
    element: element('div', {}, input, element('datalist', { id: `${field.id}-list` }, ...options)),
    focusable: input,
    value: () => input.value,
    set: text => { input.value = text; },
    problem: rule.problem,
  };
}

function listControl(field) {
  const select = element('select', { id: field.id, 'aria-describedby': field.describedBy },
    element('option', { value: '' }, field.definition.placeholder || 'Choose …'),
    ...field.definition.options.map(option => element('option', { value: option.label }, option.label)));
  select.addEventListener('change', field.changed);
  return {
    element: select,
    focusable: select,
    value: () => select.value,
    set: text => { select.value = text; },
  };
}
