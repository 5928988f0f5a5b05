// Pictures are taken from a file; signatures are drawn, typed (which needs no pointer) or taken from a file.
import { element } from './dom.js';

const kinds = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];
const most = 20 * 1024 * 1024;

function read(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

// A file input with what was chosen beneath it; tells its keeper a data URL, or "" when the picture is taken away.
function chooser(id, describedBy, label, tell) {
  const input = element('input', { id, type: 'file', accept: kinds.join(','), 'aria-describedby': describedBy });
  const trouble = element('p', { class: 'field-problem', role: 'alert' });
  input.addEventListener('change', async () => {
    const [file] = input.files;
    trouble.textContent = !file ? '' : !kinds.includes(file.type) ? 'Choose a picture: PNG, JPEG, GIF, WebP or BMP.' : file.size > most ? 'The picture is larger than 20 MB.' : '';
    if (file && !trouble.textContent) {
      tell(await read(file));
    }
  });
  return { element: element('div', {}, input, trouble), input };
}

function preview(label, tell) {
  const image = element('img', { class: 'picture', alt: label });
  const remove = element('button', { class: 'button', type: 'button' }, 'Remove', element('span', { class: 'visually-hidden' }, ` ${label}`));
  const box = element('div', { class: 'editor-preview', hidden: true }, image, remove);
  remove.addEventListener('click', () => tell(''));
  return {
    element: box,
    show(url) {
      box.hidden = url === '';
      if (url) {
        image.src = url;
      } else {
        image.removeAttribute('src');
      }
    },
  };
}

export function pictureControl(field) {
  const { label } = field.definition;
  let value = '';
  const shown = preview(label, take);
  const { element: choose, input } = chooser(field.id, field.describedBy, label, take);

  function take(url) {
    set(url);
    field.changed();
  }

  function set(url) {
    value = url;
    shown.show(url);
    if (!url) {
      input.value = '';
    }
  }

  return { element: element('div', { class: 'editor-picture' }, choose, shown.element), focusable: input, value: () => value, set };
}

function drawing(label, tell) {
  const canvas = element('canvas', { class: 'editor-canvas', width: 600, height: 200, role: 'img', 'aria-label': `Draw ${label} here with a finger, pen or mouse` });
  const ink = canvas.getContext('2d', { alpha: false });
  let last = null;

  function clear() {
    ink.fillStyle = '#fff';
    ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.strokeStyle = ink.fillStyle = '#14213d';
    ink.lineWidth = 3;
    ink.lineCap = ink.lineJoin = 'round';
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
  }

  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    ink.beginPath();
    ink.arc(...last, 1.5, 0, Math.PI * 2);
    ink.fill();
    event.preventDefault();
  });
  canvas.addEventListener('pointermove', event => {
    if (last) {
      ink.beginPath();
      ink.moveTo(...last);
      last = place(event);
      ink.lineTo(...last);
      ink.stroke();
    }
  });
  canvas.addEventListener('pointerup', () => {
    last = null;
    tell(canvas.toDataURL('image/png'));
  });
  canvas.addEventListener('pointercancel', () => { last = null; });
  clear();

  return {
    element: canvas,
    clear,
    write(text) {
      clear();
      let size = 72;
      do {
        ink.font = `italic ${size}px "Segoe Script", "Snell Roundhand", "Bradley Hand", cursive`;
        size -= 4;
      } while (ink.measureText(text).width > canvas.width - 48 && size > 16);
      ink.textBaseline = 'middle';
      ink.fillText(text, 24, canvas.height / 2);
      return text.trim() ? canvas.toDataURL('image/png') : '';
    },
  };
}

export function signatureControl(field) {
  const { label } = field.definition;
  let value = '';
  const pad = drawing(label, keep);
  const shown = preview(label, take);
  const typed = element('input', { id: field.id, 'aria-describedby': field.describedBy, autocomplete: 'name', placeholder: 'Type your name, or draw below' });
  const clear = element('button', { class: 'button', type: 'button' }, 'Clear', element('span', { class: 'visually-hidden' }, ` ${label}`));
  const { element: choose, input: file } = chooser(`${field.id}-file`, field.describedBy, label, take);
  const board = element('div', { class: 'editor-board' }, pad.element);
  const upload = element('details', {}, element('summary', {}, 'Use a picture of your signature'), choose);

  typed.addEventListener('input', () => keep(pad.write(typed.value)));
  clear.addEventListener('click', () => take(''));

  function keep(url) {
    value = url;
    field.changed();
  }

  function take(url) {
    set(url);
    field.changed();
  }

  // A signature from a file, or from an earlier visit, is shown in place of the board.
  function set(url) {
    value = url;
    shown.show(url);
    board.hidden = typed.hidden = clear.hidden = url !== '';
    if (!url) {
      pad.clear();
      typed.value = file.value = '';
    }
  }

  return {
    element: element('div', { class: 'editor-signature' }, typed, board, clear, shown.element, upload),
    focusable: typed,
    value: () => value,
    set,
  };
}
