// The editor's window: opens the document, keeps it present, sends what is entered, submits it.
import { designView } from './design.js';
import { makeField } from './fields.js';
import { historyPanel } from './history.js';
import { connect } from './server.js';

const frameEditorId = new URLSearchParams(location.search).get('frameEditorId');
const at = id => document.getElementById(id);
const host = window.parent;

let config = null;
let heard = [];
let server = null;
let fields = [];
let pending = null;
let isSubmitting = false;
let design = null;

const history = historyPanel({ at, say, canRestore: () => heard.includes('onRequestRestore'), closed: () => say('onRequestHistoryClose', {}) });

function say(event, data) {
  host.postMessage(JSON.stringify({ frameEditorId, event, data }), location.origin);
}

function show(text, kind = '') {
  const message = at('message');
  message.className = `notice ${kind}`;
  message.replaceChildren(typeof text === 'string' ? document.createTextNode(text) : text);
  message.hidden = !text;
  if (text) {
    message.scrollIntoView({ block: 'center' });
  }
}

const refusals = {
  '-20': 'The document security token is not correctly formed. Reload the page; if that does not help, tell whoever sent you the link.',
  '-21': 'The document security token has expired. Reload the page to open the form again.',
  '-4': 'The form could not be fetched. Reload the page in a moment.',
  '-82': 'This document is not a form.',
  '-203': 'The document was saved meanwhile. Reload the page to open its newest state.',
  '-25': 'Too many forms are open in the practice editor at once. Try again in a few minutes.',
};

function refuse(code, explanation) {
  at('wait').hidden = true;
  at('paper').hidden = true;
  if (code === -203 && (heard.includes('onRequestRefreshFile') || heard.includes('onOutdatedVersion'))) {
    say(heard.includes('onRequestRefreshFile') ? 'onRequestRefreshFile' : 'onOutdatedVersion', {});
    return;
  }

  show(explanation || refusals[code] || 'The form could not be opened.', 'red');
  say('onError', { errorCode: code, errorDescription: explanation || refusals[code] || 'unknown' });
}

function values() {
  return fields.map(field => field.value());
}

function changed() {
  say('onDocumentStateChange', true);
  at('state').textContent = 'Saving …';
  clearTimeout(pending);
  pending = setTimeout(sendChanges, 400);
}

async function sendChanges() {
  pending = null;
  const result = await server.change(values());
  if (pending === null && result === 'ok') {
    at('state').textContent = 'All changes saved';
    say('onDocumentStateChange', false);
  } else if (result === 'too large') {
    show('The pictures are too large altogether. Use smaller ones.', 'red');
  } else if (result !== 'ok') {
    at('state').textContent = 'Not saved yet';
  }
}

// Before the window is left what was typed last is sent: it waits for a moment without typing otherwise.
async function flush() {
  if (pending !== null) {
    clearTimeout(pending);
    await sendChanges();
  }
}

async function leaveBy(event, data) {
  await flush();
  say(event, data);
}

// Names every field that needs something and leads to each; nothing is sent before.
function findProblems() {
  const problems = fields.map(field => ({ field, text: field.check() })).filter(found => found.text);
  if (problems.length === 0) {
    show('');
    return false;
  }

  const list = document.createElement('div');
  const headline = document.createElement('p');
  headline.textContent = problems.length === 1 ? 'One field needs your attention:' : `${problems.length} fields need your attention:`;
  const items = document.createElement('ul');
  for (const { field, text } of problems.slice(0, 10)) {
    const link = document.createElement('a');
    link.href = `#${field.id}`;
    link.textContent = `${field.label}: ${text}`;
    link.addEventListener('click', event => { event.preventDefault(); field.focus(); });
    const item = document.createElement('li');
    item.append(link);
    items.append(item);
  }

  list.append(headline, items);
  show(list, 'red');
  at('message').focus();
  return true;
}

async function submit(event) {
  event?.preventDefault();
  if (isSubmitting || findProblems()) {
    return;
  }

  isSubmitting = true;
  at('veil').hidden = false;
  clearTimeout(pending);
  pending = null;
  const code = await server.submit(values());
  isSubmitting = false;
  at('veil').hidden = true;
  if (code === 0) {
    say('onDocumentStateChange', false);
    at('state').textContent = 'Submitted';
    const wanted = config.editorConfig?.customization?.submitForm?.resultMessage;
    show(wanted ?? 'The form has been submitted.', 'green');
    say('onSubmit', {});
  } else {
    show(code === 'too large' ? 'The pictures are too large altogether. Use smaller ones.'
      : 'The form could not be submitted. Nothing you entered is lost: try again in a moment.', 'red');
    at('message').focus();
  }
}

async function save() {
  const code = await (design ? server.saveDesign() : server.save(values()));
  at('state').textContent = code === 0 ? 'All changes saved' : 'Not saved yet';
  if (code !== 0) {
    show('The document could not be saved. Try again in a moment.', 'red');
  }
}

function draw(opened) {
  at('wait').hidden = true;
  at('history-open').hidden = !heard.includes('onRequestHistory') || !heard.includes('onRequestHistoryData');
  at('design').hidden = !opened.design;
  document.body.classList.toggle('designing', Boolean(opened.design));
  if (opened.design) {
    drawDesign(opened);
  } else {
    drawForm(opened);
  }
}

function drawDesign(opened) {
  design = designView({ place: at('design-fields'), server, canChange: opened.canFill, self: opened.publicId, said: text => { at('state').textContent = text; } });
  design.draw(opened.design);
  at('design').prepend(at('heading'));
  at('paper').hidden = true;
  at('submit').hidden = true;
  at('save').hidden = !opened.canFill;
}

function drawForm(opened) {
  const canFill = opened.canFill;
  fields = opened.fields.map((definition, index) =>
    makeField(definition, index, opened.values[index], canFill && (!opened.role || !definition.role || definition.role === opened.role), changed));
  at('fields').replaceChildren(...fields.map(field => field.element));
  at('legend').textContent = fields.some(field => field.required) ? 'Fields marked with * are required.' : '';
  at('paper').prepend(at('heading'));
  at('paper').hidden = false;
  at('submit').hidden = !canFill || config.editorConfig?.customization?.submitForm === false;
  at('submit-below').hidden = at('submit').hidden;
  at('save').hidden = !canFill || !config.editorConfig?.customization?.forcesave;
}

function notice(text) {
  if (text.startsWith('design ')) {
    design?.draw(JSON.parse(text.slice(7)));
  } else if (text.startsWith('people ')) {
    people(JSON.parse(text.slice(7)));
  } else if (text === 'drop') {
    fields.forEach(field => field.disable());
    design?.disable();
    at('save').hidden = true;
    show('You can read this document but no longer change it.', 'amber');
  } else if (text === 'version') {
    refuse(-203);
  } else if (text.startsWith('title ')) {
    title(text.slice(6));
  } else if (text.startsWith('warning ')) {
    show(text.slice(8), 'amber');
    say('onWarning', { warningDescription: text.slice(8) });
  }
}

// Who is there is known here; what the storage knows about them it is asked for, as the Document Server asks for pictures.
function people(present) {
  at('person').textContent = present.map(person => person.name).join(', ');
  if (heard.includes('onRequestUsers')) {
    say('onRequestUsers', { c: 'info', id: present.map(person => person.id) });
  }
}

function title(text) {
  const shown = (text || 'Form').replace(/\.pdf$/i, '');
  document.title = `${shown} · Practice editor`;
  at('heading').textContent = shown;
}

async function init(data) {
  config = data.config;
  heard = data.events;
  title(config.document?.title);
  at('person').textContent = config.editorConfig?.user?.name ?? '';
  at('close').hidden = !heard.includes('onRequestClose');
  server?.leave();
  design = null;
  at('history').hidden = true;
  server = connect(config, { notice, values, refused: refuse, reopened: draw });
  const opened = await server.open();
  if (opened) {
    draw(opened);
    say('onDocumentReady', {});
  }
}

function receive(message) {
  if (message.source !== host || message.origin !== location.origin || typeof message.data !== 'string') {
    return;
  }

  const { frameEditorId: meant, command, data } = JSON.parse(message.data);
  if (meant !== frameEditorId) {
    return;
  }

  if (command === 'init') {
    init(data);
  } else if (command === 'requestClose') {
    leaveBy('onRequestClose', {});
  } else if (command === 'refreshHistory') {
    showHistory(data);
  } else if (command === 'setHistoryData') {
    history.show(data);
  } else if (command === 'setUsers') {
    at('person').title = `Known to the storage: ${data.users.map(person => person.name).join(', ')}`;
  } else if (command === 'showMessage') {
    show(data.text);
  } else if (command === 'denyEditingRights') {
    fields.forEach(field => field.disable());
    design?.disable();
    show(data.text || 'You can no longer change this document.', 'amber');
  }
}

// As in the Document Server the document is left for its history; closing it opens the document anew.
function showHistory(data) {
  server?.leave();
  server = null;
  clearTimeout(pending);
  show('');
  ['paper', 'design', 'wait', 'save', 'submit', 'history-open'].forEach(id => { at(id).hidden = true; });
  at('history').prepend(at('heading'));
  history.open(data);
}

const chosen = /(?:^|; )formshub-theme=(light|dark)/.exec(document.cookie);
if (chosen) {
  document.documentElement.dataset.theme = chosen[1];
}

at('submit').addEventListener('click', submit);
at('submit-below').addEventListener('click', submit);
// Enter in a field must not send what cannot be taken back.
at('paper').addEventListener('submit', event => event.preventDefault());
at('save').addEventListener('click', save);
at('history-open').addEventListener('click', () => leaveBy('onRequestHistory', {}));
at('close').addEventListener('click', () => leaveBy('onRequestClose', {}));
window.addEventListener('message', receive);
window.addEventListener('pagehide', () => server?.leave(pending === null ? null : values()));
say('onAppReady', {});
