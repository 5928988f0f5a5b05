// Dates as the form's author wants them written: the field's own pattern in the field's own language.
import { element } from './dom.js';

const pieces = /'([^']*)'|am\/pm|y+|m+|d+|a{3,}|h+|s+|[^]/gi;

// m and mm are minutes behind hours or before seconds, else months; everything in quotes or unknown stands for itself.
export function readPattern(pattern) {
  const tokens = [...pattern.matchAll(pieces)].map(([text, quoted]) => {
    const lower = text.toLowerCase();
    if (quoted !== undefined) {
      return { literal: quoted };
    }

    if (lower === 'am/pm') {
      return { kind: 'half' };
    }

    if (/^(y|m|d|h|s)+$/.test(lower)) {
      return { kind: lower[0], length: lower.length };
    }

    return /^a{3,}$/.test(lower) ? { kind: 'd', length: lower.length } : { literal: text };
  });
  const dated = tokens.filter(token => token.kind && token.kind !== 'half');
  dated.forEach((token, i) => {
    if (token.kind !== 'm' || token.length > 2) {
      return;
    }

    const earlier = dated.slice(0, i).reverse();
    const before = earlier.find(one => one.kind === 'h' || one.kind === 'm' || one.kind === 'minute');
    if (dated[i + 1]?.kind === 's' || before?.kind === 'h') {
      token.kind = 'minute';
    }
  });
  return tokens;
}

const has = (tokens, ...kinds) => tokens.some(token => kinds.includes(token.kind));
const padded = (number, length) => String(number).padStart(Math.min(length, 2), '0');

function words(language, options, date) {
  const format = new Intl.DateTimeFormat(language, { ...options, calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC' });
  return kind => format.formatToParts(date).find(part => part.type === kind)?.value ?? '';
}

function monthName(date, language, length, withDay) {
  const name = words(language, { month: length === 3 ? 'short' : 'long', ...(withDay ? { day: 'numeric' } : {}) }, date)('month');
  return length >= 5 ? name[0] : name;
}

export function writeDate(date, pattern, language) {
  const tokens = readPattern(pattern);
  const halfDay = has(tokens, 'half');
  const withDay = tokens.some(token => token.kind === 'd' && token.length <= 2);
  const hours = halfDay ? (date.getUTCHours() + 11) % 12 + 1 : date.getUTCHours();
  return tokens.map(token => {
    switch (token.kind) {
      case 'y': return token.length <= 2 ? padded(date.getUTCFullYear() % 100, 2) : String(date.getUTCFullYear()).padStart(4, '0');
      case 'm': return token.length <= 2 ? padded(date.getUTCMonth() + 1, token.length) : monthName(date, language, token.length, withDay);
      case 'd': return token.length <= 2 ? padded(date.getUTCDate(), token.length)
        : words(language, { weekday: token.length === 3 ? 'short' : 'long' }, date)('weekday');
      case 'h': return padded(hours, token.length);
      case 'minute': return padded(date.getUTCMinutes(), token.length);
      case 's': return padded(date.getUTCSeconds(), token.length);
      case 'half': return words(language, { hour: 'numeric', hour12: true }, date)('dayPeriod');
      default: return token.literal;
    }
  }).join('');
}

// Reads what writeDate writes (names of months included); null for anything else.
export function readDate(text, pattern, language) {
  const tokens = readPattern(pattern);
  const names = length => Array.from({ length: 12 }, (_, month) =>
    [true, false].map(withDay => monthName(new Date(Date.UTC(2026, month, 7)), language, length, withDay).toLowerCase()));
  const escaped = part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const expression = tokens.map(token => {
    if (!token.kind) {
      return escaped(token.literal).replace(/\s+/g, '\\s+');
    }

    return token.kind === 'half' || ((token.kind === 'd' || token.kind === 'm') && token.length > 2) ? '(.+?)' : token.kind === 'y' && token.length > 2 ? '(\\d{4})' : '(\\d{1,2})';
  }).join('');
  const found = new RegExp(`^\\s*${expression}\\s*$`, 'i').exec(text);
  if (!found) {
    return null;
  }

  const read = { y: 2000, m: 1, d: 1, h: 0, minute: 0, s: 0, half: null };
  tokens.filter(token => token.kind).forEach((token, i) => {
    const part = found[i + 1];
    if (token.kind === 'half') {
      read.half = part;
    } else if (token.kind === 'm' && token.length > 2) {
      read.m = names(token.length).findIndex(forms => forms.includes(part.toLowerCase())) + 1;
    } else if (token.kind !== 'd' || token.length <= 2) {
      read[token.kind] = Number(part) + (token.kind === 'y' && token.length <= 2 ? 2000 : 0);
    }
  });
  if (read.half !== null) {
    const isAfternoon = read.half.toLowerCase() === words(language, { hour: 'numeric', hour12: true }, new Date(Date.UTC(2026, 0, 1, 15)))('dayPeriod').toLowerCase();
    read.h = read.h % 12 + (isAfternoon ? 12 : 0);
  }

  const date = new Date(Date.UTC(read.y, read.m - 1, read.d, read.h, read.minute, read.s));
  return date.getUTCMonth() === read.m - 1 && date.getUTCDate() === read.d && read.h < 24 && read.minute < 60 && read.s < 60 ? date : null;
}

export function dateControl(field) {
  const { dateFormat, language, label, placeholder } = field.definition;
  const tokens = readPattern(dateFormat);
  const withTime = has(tokens, 'h', 'minute', 's');
  const withDate = has(tokens, 'y', 'm', 'd');
  const example = writeDate(new Date(Date.UTC(2026, 10, 18, 15, 30)), dateFormat, language);
  const input = element('input', {
    id: field.id, 'aria-describedby': field.describedBy, placeholder: placeholder || example, autocomplete: 'off',
  });
  const native = element('input', {
    class: 'editor-picker', type: withDate && withTime ? 'datetime-local' : withTime ? 'time' : 'date', tabindex: '-1', 'aria-hidden': 'true',
  });
  const button = element('button', { class: 'button', type: 'button', 'aria-label': `Pick ${withDate ? 'a date' : 'a time'} for ${label}` }, picture(withDate ? 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5 2v3M11 2v3' : 'M8 2a6 6 0 1 0 0 12 6 6 0 0 0 0-12M8 4.8V8l2.3 1.5'));

  button.addEventListener('click', () => {
    const known = readDate(input.value, dateFormat, language)?.toISOString();
    native.value = !known ? '' : withDate ? known.slice(0, withTime ? 16 : 10) : known.slice(11, 16);
    native.showPicker();
  });
  native.addEventListener('change', () => {
    if (native.value) {
      input.value = writeDate(new Date(withDate ? `${native.value}${withTime ? '' : 'T00:00'}Z` : `2026-01-01T${native.value}Z`), dateFormat, language);
      field.changed();
    }
  });
  input.addEventListener('input', field.changed);
  return {
    element: element('div', { class: 'editor-date' }, input, button, native),
    focusable: input,
    value: () => input.value,
    set: text => { input.value = text; },
    problem: text => readDate(text, dateFormat, language) ? '' : `this is no day, or not written like ${example}`,
  };
}

/** A 16-pixel stroke icon; the button beside it says what it means. */
function picture(path) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  const line = document.createElementNS(space, 'path');
  for (const [name, value] of Object.entries({ viewBox: '0 0 16 16', width: '16', height: '16', fill: 'none', stroke: 'currentColor', 'stroke-width': '1.5', 'aria-hidden': 'true' })) {
    svg.setAttribute(name, value);
  }
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
