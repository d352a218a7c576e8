// Signs in with a cookie and changes the own account through JSON:API clients of others: what they need for it is one
// header, the token of the last answer. Tells what came of it as JSON. Node keeps no cookies as a browser does.
// node cookies.mjs SERVER EMAIL PASSWORD
import Devour from 'devour-client';
import Kitsu from 'kitsu';

const [server, email, password] = process.argv.slice(2);
const csrf = 'X-CSRF-TOKEN';
const signedIn = await fetch(`${server}/account/v1/session`, {
  method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email, password }),
});
const Cookie = signedIn.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ');

console.log(JSON.stringify({ kitsu: await kitsu(), devour: await devour() }));

async function kitsu() {
  const client = new Kitsu({ baseURL: `${server}/jsonapi`, pluralize: false, camelCaseTypes: false, resourceCase: 'none', headers: { Cookie } });
  const change = city => client.request({ method: 'PATCH', url: 'customer', type: 'customer', body: { id, 'customer.city': city } });

  const before = await client.get('customer');
  const id = before.data.id;
  const forged = await change('Oslo').catch(error => error);
  client.headers[csrf] = before.meta.csrf.value;
  const changed = await change('Bergen');
  const address = { method: 'POST', url: 'customer?related=address', type: 'customer/address' };
  const added = await client.request({ ...address, body: { 'customer.address.city': 'Oslo' } });
  const removed = await client.request({ method: 'DELETE', url: added.data[0].links.self.href });

  return { forged: [forged.response?.status, forged.errors?.[0].code], city: changed.data['customer.city'], done: [changed.status, added.status, removed.status] };
}

async function devour() {
  const client = new Devour({ apiUrl: `${server}/jsonapi`, pluralize: false, logger: false });
  const url = `${server}/jsonapi/customer`;
  client.headers.Cookie = Cookie;
  client.define('customer', { 'customer.city': '' });
  client.define('customer/address', { 'customer.address.city': '' }, { collectionPath: 'customer?related=address' });
  const change = city => client.request(url, 'PATCH', {}, { id, type: 'customer', attributes: { 'customer.city': city } });

  const before = await client.request(url, 'GET');
  const id = before.data.id;
  const forged = await change('Oslo').catch(errors => errors);
  client.headers[csrf] = before.meta.csrf.value;
  const changed = await change('Tromsø');
  const added = await client.create('customer/address', { 'customer.address.city': 'Oslo' });
  const removed = await client.request(added.data[0].links.self.href, 'DELETE');

  return { forged, city: changed.data['customer.city'], done: [added.meta.total, removed.meta.total] };
}
