// Reads and changes the own account through JSON:API clients of others, and tells what they made of it as JSON.
// node clients.mjs SERVER BEARER
import Devour from 'devour-client';
import { Jsona } from 'jsona';
import Kitsu from 'kitsu';

const [server, bearer] = process.argv.slice(2);
const url = `${server}/jsonapi/customer`;
const include = 'customer/address,customer/property,product';

console.log(JSON.stringify({ kitsu: await kitsu(), devour: await devour(), jsona: await jsona() }));

async function kitsu() {
  const client = new Kitsu({
    baseURL: `${server}/jsonapi`, pluralize: false, camelCaseTypes: false, resourceCase: 'none', headers: { Authorization: `Bearer ${bearer}` },
  });
  const type = 'customer/address';
  const customer = (await client.get('customer', { params: { include } })).data;

  const added = await client.request({ method: 'POST', url: customer.links.self.href + '&related=address', type, body: { 'customer.address.city': 'Oslo' } });
  const made = added.data.find(address => address['customer.address.city'] === 'Oslo');
  const changed = await client.request({ method: 'PATCH', url: made.links.self.href, type, body: { id: made.id, 'customer.address.city': 'Bergen' } });
  const removed = await client.request({ method: 'DELETE', url: made.links.self.href });
  const refused = await client.request({ method: 'PATCH', url, type: 'customer', body: { id: customer.id, 'customer.countryid': '1' } }).catch(error => error);

  return {
    ...told(customer, name => customer[name].data),
    added: added.status, status: changed.status, city: changed.data['customer.address.city'], removed: removed.status,
    refused: [refused.response?.status, refused.errors?.[0].source.pointer],
  };
}

async function devour() {
  const client = new Devour({ apiUrl: `${server}/jsonapi`, pluralize: false, logger: false, bearer });
  const many = type => ({ jsonApi: 'hasMany', type });
  client.define('customer', {
    'customer.id': '', 'customer.email': '', 'customer.city': '', 'customer/address': many('customer/address'), 'customer/property': many('customer/property'),
    'customer/group': many('customer/group'), product: many('product'),
  });
  client.define('customer/address', { 'customer.address.id': '', 'customer.address.city': '' }, { collectionPath: 'customer?related=address' });
  client.define('customer/property', { 'customer.property.id': '', 'customer.property.value': '' });
  client.define('customer/group', { 'customer.group.id': '', 'customer.group.label': '' });
  client.define('product', { 'product.id': '', 'product.label': '' });

  const { data: customer } = await client.request(url, 'GET', { include });

  const added = await client.create('customer/address', { 'customer.address.city': 'Oslo' });
  const made = added.data.find(address => address['customer.address.city'] === 'Oslo');
  const changed = await client.request(made.links.self.href, 'PATCH', {}, { id: made.id, type: made.type, attributes: { 'customer.address.city': 'Bergen' } });
  const removed = await client.request(made.links.self.href, 'DELETE');
  const refused = await client.request(url, 'PATCH', {}, { id: customer.id, type: 'customer', attributes: { 'customer.countryid': '1' } }).catch(errors => errors);

  return {
    ...told(customer, name => customer[name]),
    added: added.meta.total, city: changed.data['customer.address.city'], removed: removed.meta.total, refused: refused['customer.countryid']?.title,
  };
}

async function jsona() {
  const answer = await fetch(`${url}?include=${encodeURIComponent(include)}`, { headers: { Authorization: `Bearer ${bearer}` } });
  const customer = new Jsona().deserialize(await answer.json());
  return told(customer, name => customer[name]);
}

/** The same of every client: attributes of the customer, and of what its relationships lead to. */
function told(customer, related) {
  const each = (name, attribute) => related(name).map(item => item[attribute]);
  return {
    id: customer.id,
    email: customer['customer.email'],
    addresses: each('customer/address', 'customer.address.city'),
    properties: each('customer/property', 'customer.property.value'),
    groups: each('customer/group', 'customer.group.label'),
    products: each('product', 'product.label'),
  };
}
