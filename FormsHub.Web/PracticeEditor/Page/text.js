// What a text field takes: digits, letters, a mask, a regular expression, a set of symbols, a number of characters.
const maskClasses = { 9: /[0-9]/, a: /\p{L}/u, A: /\p{L}/u, O: /[\p{L}0-9]/u, X: /[^]/u };

function readMask(mask) {
  const parts = [];
  for (let i = 0; i < mask.length; i++) {
    const escaped = mask[i] === '\\' && i + 1 < mask.length;
    const character = escaped ? mask[++i] : mask[i];
    parts.push(!escaped && maskClasses[character] ? { accepts: maskClasses[character] } : { literal: character });
  }

  return parts;
}

// Fills the mask as far as the typed characters go; literals come by themselves.
function fill(parts, text) {
  const typed = [...text];
  let result = '';
  for (const part of parts) {
    if (typed.length === 0) {
      break;
    }

    if (part.literal) {
      result += part.literal;
      if (typed[0] === part.literal) {
        typed.shift();
      }

      continue;
    }

    while (typed.length > 0 && !part.accepts.test(typed[0])) {
      typed.shift();
    }

    if (typed.length > 0) {
      result += typed.shift();
    }
  }

  return result;
}

function fits(parts, text) {
  const typed = [...text];
  return typed.length === parts.length && parts.every((part, i) => part.literal ? part.literal === typed[i] : part.accepts.test(typed[i]));
}

function keep(text, accepts) {
  return [...text].filter(character => accepts.test(character)).join('');
}

export function textRule({ textFormat, maxCharacters, comb, required }) {
  const format = textFormat ?? {};
  const rule = { length: maxCharacters, inputMode: null, tidy: text => text, problem: () => '' };
  if (format.type === 'digit') {
    rule.inputMode = 'numeric';
    rule.tidy = text => keep(text, /[0-9]/);
    rule.problem = text => /^[0-9]*$/.test(text) ? '' : 'only digits are taken';
  } else if (format.type === 'letter') {
    rule.tidy = text => keep(text, /\p{L}/u);
    rule.problem = text => /^\p{L}*$/u.test(text) ? '' : 'only letters are taken';
  } else if (format.type === 'mask' && format.pattern) {
    const parts = readMask(format.pattern);
    rule.length = parts.length;
    rule.inputMode = parts.every(part => part.literal || part.accepts === maskClasses[9]) ? 'numeric' : null;
    rule.tidy = text => fill(parts, text);
    rule.problem = text => fits(parts, text) ? '' : `this must look like ${format.pattern}`;
  } else if (format.type === 'regExp' && format.pattern) {
    rule.problem = text => matches(format.pattern, text) ? '' : 'this does not have the form that is asked for';
  }

  if (format.symbols) {
    const problem = rule.problem;
    rule.problem = text => [...text].every(character => format.symbols.includes(character)) ? problem(text) : `only these characters are taken: ${format.symbols}`;
  }

  if (comb && required && maxCharacters) {
    const problem = rule.problem;
    rule.problem = text => [...text].length === maxCharacters ? problem(text) : `exactly ${maxCharacters} characters are needed`;
  }

  return rule;
}

// An author's expression may be broken or slow: a broken one asks for nothing, and only short texts are tried.
function matches(pattern, text) {
  try {
    return text.length > 500 || new RegExp(pattern).test(text);
  } catch {
    return true;
  }
}
