import { CustomerApi, Refusal } from './customer-api.js';
import { el, button, refusalText } from './elements.js';
import { account } from './account.js';
import { signIn, register } from './visitor.js';

const api = new CustomerApi(document.querySelector('meta[name=freehold-server]').content, () => attempt(open));
const view = document.getElementById('view');
const who = document.getElementById('who');
const message = document.getElementById('message');

/** Says something above the page; `null` says nothing. */
function say(...content) {
  message.replaceChildren(...content.filter(Boolean));
  message.hidden = message.childNodes.length === 0;
}

/** Does what a button is for; a refusal is shown above the page. */
async function attempt(act) {
  say();
  try {
    await act();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    say(...problem.errors.map(error => refusalText(error, problem)));
  }
}

/** Shows what there is for whoever is here. */
async function open() {
  const own = await api.own();
  if (own.data.id === null) {
    who.replaceChildren();
    view.replaceChildren(el('div', { className: 'columns' }, signIn(api, open), register(api, open)));
    return;
  }

  const attributes = own.data.attributes;
  who.replaceChildren(
    el('span', {}, attributes['customer.label'] || attributes['customer.email']),
    button('Sign out', () => attempt(async () => {
      await api.signOut();
      await open();
      say('You are signed out.');
    }), { className: 'quiet' }));
  view.replaceChildren(account(api, own, { attempt, say, open }));
}

attempt(async () => {
  try {
    await api.discover();
    await open();
  } catch (problem) {
    view.replaceChildren(button('Try again', () => location.reload()));
    throw problem;
  }
});
