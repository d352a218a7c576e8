import { el, button, form } from './elements.js';

// What the shop sells is the shop's own business; the account keeps references to it.
const SOLD = [
  { id: 'tide-tables', title: 'Tide Tables for Dreamers', author: 'M. Okafor', price: '14.90', colour: '#2b6777' },
  { id: 'lighthouse', title: 'The Lighthouse Ledger', author: 'J. Sørensen', price: '19.00', colour: '#b4552d' },
  { id: 'knots', title: 'Forty Knots', author: 'A. Baptiste', price: '11.50', colour: '#5b4b8a' },
  { id: 'salt', title: 'Salt and Other Letters', author: 'I. Nowak', price: '16.20', colour: '#3f6b3a' },
];

/** List entries of the account that refer to products, of a type such as `favorite` or `watch`. */
function entries(own, type) {
  const listed = own.data.relationships?.product?.data ?? [];
  return listed.filter(entry => entry.attributes['customer.lists.type'] === type);
}

/** The shelf, with what is a favourite and what is watched. */
export function books({ api, own, attempt, redraw }) {
  const relationships = own.links['customer/relationships'];

  function toggle(book, type, text) {
    const entry = entries(own, type).find(each => each.id === book.id);
    const act = () => attempt(async () => {
      if (entry) await api.remove(entry.links.self);
      else await api.add(relationships, { 'customer.lists.domain': 'product', 'customer.lists.type': type, 'customer.lists.refid': book.id });
      await redraw('books', 'watchList');
    });
    const toggles = button(text, act, { className: `toggle ${type}`, 'aria-pressed': String(Boolean(entry)) });
    toggles.append(el('span', { className: 'spoken' }, ` ${book.title}`));
    return toggles;
  }

  return el('section', { className: 'shelf', 'aria-label': 'Books' },
    el('h2', {}, 'On the shelf'),
    el('ul', {}, ...SOLD.map(book => el('li', {},
      el('div', { className: 'cover', style: `background:${book.colour}`, 'aria-hidden': 'true' }, book.title),
      el('p', { className: 'title' }, book.title),
      el('p', { className: 'note' }, `${book.author} · ${book.price} €`),
      el('div', { className: 'toggles' }, toggle(book, 'favorite', 'Favourite'), toggle(book, 'watch', 'Watch'))))));
}

/** The watch list: when to be told, kept in the entry's `config`. */
export function watchList({ api, own, say, redraw }) {
  const watched = entries(own, 'watch');
  return el('section', { 'aria-label': 'Watch list' },
    el('h2', {}, 'Watch list'),
    watched.length === 0 ? el('p', { className: 'note' }, 'You watch nothing yet: press “Watch” at a book.') : '',
    ...watched.map(entry => {
      const config = entry.attributes['customer.lists.config'];
      return el('details', {},
        el('summary', {}, title(own, entry)),
        form(
          [
            ['pricevalue', 'Tell me when it costs at most (€)', { inputMode: 'decimal', className: 'row half' }],
            ['timeframe', 'For how many days', { inputMode: 'numeric', className: 'row half' }],
            ['customer.lists.dateend', 'Until (YYYY-MM-DD, empty: no end)'],
          ],
          'Save what to watch',
          async values => {
            await api.changeEntry(entry.links.self, {
              'customer.lists.config': { price: '1', currency: 'EUR', pricevalue: values.pricevalue, timeframe: values.timeframe },
              'customer.lists.dateend': values['customer.lists.dateend'] || null,
            });
            await redraw('watchList');
            say('Saved: we watch it for you.');
          },
          { pricevalue: config.pricevalue, timeframe: config.timeframe ?? '7', 'customer.lists.dateend': entry.attributes['customer.lists.dateend'] }));
    }));
}

/** The catalogue's name where the shop has handed its products over, else the shelf's. */
function title(own, entry) {
  const product = own.included.find(item => item.type === 'product' && item.id === entry.id);
  return product?.attributes['product.label'] ?? SOLD.find(book => book.id === entry.id)?.title ?? `Product ${entry.id}`;
}
