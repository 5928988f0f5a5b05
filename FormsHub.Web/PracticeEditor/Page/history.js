// The history panel: the list of versions that the page gave, one of them shown, and going back to it.
import { element } from './dom.js';
import { makeField } from './fields.js';

const root = new URL('../../../../doc/', document.baseURI);
const number = new Intl.NumberFormat();

function moment(created) {
  const time = new Date(`${created.replace(' ', 'T')}Z`);
  return Number.isNaN(time.getTime()) ? created : new Intl.DateTimeFormat(navigator.language || 'en', { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

export function historyPanel({ at, say, canRestore, closed }) {
  const panel = at('history');
  const list = at('history-list');
  const shown = at('history-shown');
  let versions = [];

  function open(data) {
    versions = data.history ?? [];
    panel.hidden = false;
    at('history-problem').textContent = data.error ?? '';
    const current = versions.find(version => version.version === data.currentVersion);
    list.replaceChildren(...[...versions].reverse().map(version => item(version, version === current)));
    if (current) {
      ask(current);
    }
  }

  function item(version, isCurrent) {
    const button = element('button', { class: 'history-version', type: 'button', 'data-version': version.version },
      element('strong', {}, `Version ${version.version}`), isCurrent ? element('span', { class: 'badge green' }, 'current') : '',
      element('span', { class: 'when muted' }, moment(version.created)),
      element('span', { class: 'muted' }, version.user?.name ?? ''));
    button.addEventListener('click', () => ask(version));
    const entry = element('li', {}, button);
    if (canRestore() && !isCurrent) {
      const restore = element('button', { class: 'button small', type: 'button', 'aria-label': `Restore version ${version.version}` }, 'Restore');
      restore.addEventListener('click', () => say('onRequestRestore', { version: version.version, url: '', fileType: 'pdf' }));
      entry.append(restore);
    }

    return entry;
  }

  function ask(version) {
    list.querySelectorAll('button[data-version]').forEach(button => button.setAttribute('aria-pressed', String(Number(button.dataset.version) === version.version)));
    shown.replaceChildren(element('p', { class: 'muted' }, 'Opening …'));
    say('onRequestHistoryData', version.version);
  }

  // As the Document Server does: the object is checked and its document fetched by the server, the changes by the browser with the token.
  async function show(data) {
    if (data.error) {
      shown.replaceChildren(element('p', { class: 'field-problem' }, data.error));
      return;
    }

    const answer = await fetch(new URL('history', root), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(data) })
      .then(response => (response.ok ? response.json() : { error: -4 })).catch(() => ({ error: -4 }));
    if (answer.error) {
      shown.replaceChildren(element('p', { class: 'field-problem' }, answer.explanation || 'The file version cannot be opened.'));
      return;
    }

    const fields = answer.fields.map((definition, index) => makeField(definition, `history-${index}`, answer.values[index], false, () => {}).element);
    shown.replaceChildren(
      element('h2', {}, `Version ${data.version}`),
      element('p', { class: 'muted', 'data-changes': true }, await changes(data)),
      ...(fields.length ? fields : [element('p', { class: 'muted' }, 'This version has no field.')]));
  }

  async function changes(data) {
    if (!data.changesUrl) {
      return 'No changes are kept for this version.';
    }

    const response = await fetch(data.changesUrl, { credentials: 'omit', headers: { Authorization: `Bearer ${data.token}` } }).catch(() => null);
    return response?.ok
      ? `Changes since the state before it: ${number.format((await response.arrayBuffer()).byteLength)} bytes.`
      : 'The changes of this version cannot be fetched.';
  }

  at('history-close').addEventListener('click', () => {
    panel.hidden = true;
    closed();
  });
  return { open, show, get isOpen() { return !panel.hidden; } };
}
