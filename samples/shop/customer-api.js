// The customer resource of a JSON:API shop, as its manual describes it: start with OPTIONS, take every address from the
// answers, send the token against forgery with each write.

/** What the server refused: its `errors`, and which attribute each is about. */
export class Refusal extends Error {
  constructor(status, errors, retryAfter) {
    super(errors[0].title);
    this.status = status;
    this.retryAfter = retryAfter;
    this.errors = errors.map(error => ({
      title: error.title,
      code: error.code,
      attribute: error.source?.pointer?.split('/').pop(),
      about: error.links?.about,
    }));
  }
}

export class CustomerApi {
  #server;
  #customer;
  #csrf = null;
  #sessionChanged;

  /**
   * @param {string} server the server's address; '' is where the page comes from.
   * @param {() => void} sessionChanged called when a write was refused because the session has ended.
   */
  constructor(server, sessionChanged) {
    this.#server = server;
    this.#sessionChanged = sessionChanged;
  }

  /** Learns where the customer is found, and the first token. */
  async discover() {
    const found = await this.#send('OPTIONS', `${this.#server}/jsonapi`);
    this.#customer = found.meta.resources.customer;
  }

  /** The own account with what belongs to it; `data.id` is null while nobody is signed in. */
  own() {
    return this.#send('GET', withParameter(this.#customer, 'include', 'customer/address,customer/property,product'));
  }

  /** Registers; nobody is signed in by that. */
  register(attributes) {
    return this.#send('POST', this.#customer, { attributes });
  }

  /** Changes the own account: only what is named. */
  change(attributes) {
    return this.#send('PATCH', this.#customer, { attributes });
  }

  /** Adds an entry to what `links` of the customer names, such as `customer/address`. */
  add(link, attributes) {
    return this.#send('POST', link.href, { attributes });
  }

  /** Changes the entry of a `links.self`. */
  changeEntry(link, attributes) {
    return this.#send('PATCH', link.href, { attributes });
  }

  /** Removes what a `links.self` names: an entry, or the account itself. */
  remove(link) {
    return this.#send('DELETE', link.href);
  }

  /** Signs in: the browser keeps a cookie, and the token changes with it. */
  async signIn(email, password) {
    await this.#session('POST', JSON.stringify({ email, password }));
    await this.discover();
  }

  /** Ends the session on the server, not only here. */
  async signOut() {
    await this.#session('DELETE');
    await this.discover();
  }

  async #send(method, url, data, isRepeated = false) {
    const writes = data !== undefined || method === 'DELETE';
    const target = writes && this.#csrf ? withParameter(url, this.#csrf.name, this.#csrf.value) : url;
    const headers = data === undefined ? {} : { 'Content-Type': 'application/vnd.api+json' };
    const answer = await reach(target, { method, headers, credentials: 'include', body: data && JSON.stringify({ data }) });
    const document = await answer.json();
    if (document.meta?.csrf) this.#csrf = document.meta.csrf;
    if (answer.ok) return document;

    // Another tab has signed in or proved the password again: the refusal brings the token that is good now.
    const refusal = new Refusal(answer.status, document.errors, answer.headers.get('Retry-After'));
    const [{ code }] = refusal.errors;
    if (code === 'csrf' && !isRepeated) return this.#send(method, url, data, true);
    if (code === 'not_signed_in') this.#sessionChanged();
    throw refusal;
  }

  async #session(method, body) {
    const headers = body ? { 'Content-Type': 'application/json' } : { 'X-CSRF-TOKEN': this.#csrf.value };
    const answer = await reach(`${this.#server}/account/v1/session`, { method, headers, body, credentials: 'include' });
    if (answer.ok) return;
    const problem = await answer.json();
    throw new Refusal(answer.status, [{ title: problem.title, code: problem.code }], answer.headers.get('Retry-After'));
  }
}

async function reach(url, request) {
  try {
    return await fetch(url, request);
  } catch {
    throw new Refusal(0, [{ code: 'unreachable', title: 'The server does not answer. Please try again in a moment.' }]);
  }
}

function withParameter(url, name, value) {
  return `${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
}
