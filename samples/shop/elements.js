// Elements without a library. Text is always set as text, never as markup: a customer's name is a stranger's input.

let made = 0;

/** An element; `properties` are its own properties, `children` elements and texts. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-')) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

/** A button that does something and can not be pressed twice meanwhile. */
export function button(text, act, properties = {}) {
  const one = el('button', { type: 'button', ...properties }, text);
  one.onclick = () => whileDisabled([one], act);
  return one;
}

/**
 * A form of labelled fields. `fields` are `[attribute, label, input properties]`; `act` gets the values by attribute.
 * What `act` throws is shown at the field it is about, else above the form.
 */
export function form(fields, submit, act, values = {}) {
  const alert = el('div', { className: 'alert', hidden: true });
  alert.setAttribute('role', 'alert');
  const inputs = new Map();
  const rows = fields.map(([attribute, label, properties = {}]) => {
    const input = el('input', { id: `field-${++made}`, name: attribute, type: 'text', value: values[attribute] ?? '', ...properties });
    const error = el('span', { id: `${input.id}-error`, className: 'error' });
    inputs.set(attribute, { input, error, label });
    return el('div', { className: properties.className ?? 'row' }, el('label', { htmlFor: input.id }, label), input, error);
  });
  const send = el('button', { type: 'submit' }, submit);
  const whole = el('form', { noValidate: true }, alert, ...rows, el('div', { className: 'actions' }, send));
  whole.onsubmit = async event => {
    event.preventDefault();
    clear();
    try {
      await whileDisabled([send], () => act(Object.fromEntries([...inputs].map(([name, { input }]) => [name, input.value]))));
    } catch (problem) {
      show(problem);
    }
  };
  return whole;

  function clear() {
    alert.hidden = true;
    for (const { input, error } of inputs.values()) {
      error.textContent = '';
      input.removeAttribute('aria-invalid');
    }
  }

  function show(problem) {
    const rest = [];
    let first = null;
    for (const each of problem.errors ?? [{ title: String(problem) }]) {
      const field = inputs.get(each.attribute);
      if (!field) rest.push(each);
      else {
        field.error.textContent = each.title;
        field.input.setAttribute('aria-invalid', 'true');
        field.input.setAttribute('aria-describedby', field.error.id);
        first ??= field.input;
      }
    }
    alert.replaceChildren(...rest.map(each => refusalText(each, problem)));
    alert.hidden = rest.length === 0;
    first?.focus();
  }
}

/** What a refusal says, with the page that helps where the server names one. */
export function refusalText(error, { retryAfter } = {}) {
  const wait = retryAfter ? ` Please try again in ${minutes(retryAfter)}.` : '';
  const line = el('p', {}, `${error.title}.`.replace(/([.!?])\.$/, '$1') + wait);
  if (error.about) line.append(' ', el('a', { href: error.about, target: '_blank', rel: 'noopener' }, 'Confirm that it is you'), ', then try again.');
  return line;
}

function minutes(seconds) {
  const count = Math.ceil(seconds / 60);
  return count === 1 ? 'a minute' : `${count} minutes`;
}

async function whileDisabled(buttons, act) {
  for (const each of buttons) each.disabled = true;
  try {
    return await act();
  } finally {
    for (const each of buttons) each.disabled = false;
  }
}
