// The design view: the form's fields as a list that several windows change together. What others change arrives with every notice.
import { element } from './dom.js';
import { makeCard } from './card.js';

const kinds = [['text', 'Text'], ['number', 'Number'], ['dateTime', 'Date'], ['checkBox', 'Check box'], ['dropDownList', 'List'], ['radio', 'Choice']];

export function designView({ place, server, canChange, self, said }) {
  const list = element('ol', { class: 'design-list', 'aria-label': 'Fields' });
  const empty = element('p', { class: 'design-empty muted' }, 'This form has no field yet. Add the first one above.');
  const roles = element('datalist', { id: 'design-roles' });
  const tools = element('div', { class: 'design-tools', role: 'toolbar', 'aria-label': 'Add a field' },
    element('span', { class: 'label' }, 'Add'),
    ...kinds.map(([kind, word]) => {
      const button = element('button', { class: 'button small', type: 'button', 'data-add': kind }, word);
      button.addEventListener('click', () => add(kind));
      return button;
    }));
  const cards = new Map();
  let revision = -1;
  let wanted = null;

  place.replaceChildren(...(canChange ? [tools] : []), roles, empty, list);

  async function send(change) {
    said('Saving …');
    const result = await server.design(change);
    said(result === 'ok' ? 'All changes saved' : 'Not saved');
    return result;
  }

  async function add(kind) {
    wanted = kind;
    const last = [...cards.keys()].at(-1) ?? 0;
    await send({ op: 'add', kind, after: last });
  }

  function draw(design) {
    // Notices may overtake the answer that opened the document.
    if (design.revision < revision) {
      return;
    }

    revision = design.revision;
    roles.replaceChildren(...design.roles.map(role => element('option', { value: role })));
    const here = new Set(design.fields.map(field => field.id));
    for (const [id, card] of cards) {
      if (!here.has(id)) {
        card.element.remove();
        cards.delete(id);
      }
    }

    design.fields.forEach((field, index) => {
      let card = cards.get(field.id);
      if (!card) {
        card = makeCard(field, { send, canChange });
        cards.set(field.id, card);
      }

      card.show(field, index, design.fields.length);
      // Only what stands elsewhere is moved: moving takes the caret away.
      if (list.children[index] !== card.element) {
        list.insertBefore(card.element, list.children[index] ?? null);
      }
    });

    // A map keeps the order in which things came; add() needs the list's.
    const ordered = design.fields.map(field => [field.id, cards.get(field.id)]);
    cards.clear();
    ordered.forEach(([id, card]) => cards.set(id, card));
    empty.hidden = design.fields.length > 0;
    mark(design);
  }

  function mark(design) {
    const changed = cards.get(design.changed);
    const isOwn = design.byTab === self;
    cards.forEach(card => card.by(card === changed && !isOwn ? design.by : ''));
    if (changed && isOwn && wanted) {
      wanted = null;
      changed.focus();
    }
  }

  return {
    draw,
    disable() {
      tools.remove();
      place.querySelectorAll('input, textarea, select, button').forEach(one => { one.disabled = true; });
    },
  };
}
