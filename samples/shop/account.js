import { el, button, form } from './elements.js';
import { books, watchList } from './books.js';

const NAMES = [
  ['firstname', 'First name', { autocomplete: 'given-name', className: 'row half' }],
  ['lastname', 'Last name', { autocomplete: 'family-name', className: 'row half' }],
];
const PLACE = [
  ['company', 'Company', { autocomplete: 'organization' }],
  ['address1', 'Street', { autocomplete: 'address-line1', className: 'row wide' }],
  ['address2', 'Number', { autocomplete: 'address-line2', className: 'row narrow' }],
  ['postal', 'Postal code', { autocomplete: 'postal-code', className: 'row narrow' }],
  ['city', 'City', { autocomplete: 'address-level2', className: 'row wide' }],
  ['countryid', 'Country (two letters)', { autocomplete: 'country', maxLength: 2, className: 'row half' }],
  ['telephone', 'Telephone', { type: 'tel', autocomplete: 'tel', className: 'row half' }],
];
const DETAILS = named('customer', [...NAMES, ...PLACE, ['birthday', 'Birthday', { type: 'date', autocomplete: 'bday', className: 'row half' }]]);
const ADDRESS = named('customer.address', [...NAMES, ...PLACE]);

/** Everything of a signed-in customer. Each part is drawn anew alone, so that what is typed elsewhere stays. */
export function account(api, own, page) {
  const parts = { books, watchList, addresses, details, signInData };
  const context = { api, own, ...page, redraw };
  const drawn = Object.fromEntries(Object.entries(parts).map(([name, draw]) => [name, draw(context)]));
  return el('div', {}, drawn.books, el('div', { className: 'columns' },
    el('div', {}, drawn.details, drawn.signInData),
    el('div', {}, drawn.addresses, drawn.watchList)));

  async function redraw(...names) {
    context.own = await api.own();
    if (context.own.data.id === null) return page.open();
    for (const name of names) {
      const fresh = parts[name](context);
      drawn[name].replaceWith(fresh);
      drawn[name] = fresh;
    }
  }
}

function details({ api, own, say, redraw }) {
  const groups = own.included.filter(item => item.type === 'customer/group').map(item => item.attributes['customer.group.label']);
  return el('section', { 'aria-label': 'My details' },
    el('h2', {}, 'My details'),
    groups.length > 0 ? el('p', { className: 'note' }, `You belong to: ${groups.join(', ')}`) : '',
    form(DETAILS, 'Save my details', async values => {
      await api.change(values);
      await redraw('details');
      say('Your details are saved.');
    }, own.data.attributes));
}

function signInData(context) {
  const { api, own, say, redraw } = context;
  return el('section', { 'aria-label': 'Signing in' },
    el('h2', {}, 'Signing in'),
    form(
      [
        ['customer.email', 'E-mail', { type: 'email', autocomplete: 'email' }],
        ['customer.password', 'New password (empty: as it is)', { type: 'password', autocomplete: 'new-password' }],
      ],
      'Change how I sign in',
      async values => {
        await api.change(values);
        await redraw('signInData');
        say('Saved. We have mailed a notice; it holds a link to take the change back.');
      },
      own.data.attributes),
    closing(context));
}

/** Deleting is asked twice. It always succeeds on the wire; whether the account is gone, the next look tells. */
function closing({ api, own, attempt, say, redraw }) {
  const ask = el('dialog', {},
    el('p', {}, 'Delete your account with everything in it? Orders stay with the shop.'),
    el('div', { className: 'actions' },
      button('Keep it', () => ask.close(), { className: 'quiet' }),
      button('Delete my account', () => attempt(async () => {
        ask.close();
        await api.remove(own.data.links.self);
        await redraw();
        say(document.getElementById('who').hasChildNodes()
          ? 'Your sign-in is too long ago for that. We have mailed you a link to confirm it.'
          : 'Your account is deleted.');
      }), { className: 'danger' })));
  return el('div', {}, button('Delete my account …', () => ask.showModal(), { className: 'quiet danger' }), ask);
}

function addresses({ api, own, attempt, say, redraw }) {
  const entries = own.included.filter(item => item.type === 'customer/address');
  const added = own.links['customer/address'];
  return el('section', { 'aria-label': 'Address book' },
    el('h2', {}, 'Address book'),
    entries.length === 0 ? el('p', { className: 'note' }, 'No delivery addresses yet.') : '',
    ...entries.map(entry => el('details', {},
      el('summary', {}, summary(entry.attributes)),
      form(ADDRESS, 'Save address', async values => {
        await api.changeEntry(entry.links.self, values);
        await redraw('addresses');
        say('The address is saved.');
      }, entry.attributes),
      button('Remove this address', () => attempt(async () => {
        await api.remove(entry.links.self);
        await redraw('addresses');
        say('The address is removed.');
      }), { className: 'quiet danger' }))),
    el('details', { className: 'new' },
      el('summary', {}, 'Add an address'),
      form(ADDRESS, 'Add address', async values => {
        await api.add(added, values);
        await redraw('addresses');
        say('The address is added.');
      })));
}

function summary(attributes) {
  const of = name => attributes[`customer.address.${name}`];
  const name = [of('firstname'), of('lastname')].filter(Boolean).join(' ') || of('company');
  const place = [[of('address1'), of('address2')].filter(Boolean).join(' '), [of('postal'), of('city')].filter(Boolean).join(' ')].filter(Boolean).join(', ');
  return [name, place].filter(Boolean).join(' · ') || 'Empty address';
}

function named(prefix, fields) {
  return fields.map(([name, label, properties]) => [`${prefix}.${name}`, label, properties]);
}
