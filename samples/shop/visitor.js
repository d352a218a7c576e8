import { el, form } from './elements.js';

/** The card to sign in. */
export function signIn(api, signedIn) {
  return el('section', {}, el('h2', {}, 'Sign in'), form(
    [
      ['email', 'E-mail', { type: 'email', autocomplete: 'username' }],
      ['password', 'Password', { type: 'password', autocomplete: 'current-password' }],
    ],
    'Sign in',
    async values => {
      await api.signIn(values.email, values.password);
      await signedIn();
    }));
}

/** The card to register; whoever has just registered is signed in with what was typed. */
export function register(api, signedIn) {
  return el('section', {}, el('h2', {}, 'New here?'), form(
    [
      ['customer.firstname', 'First name', { autocomplete: 'given-name', className: 'row half' }],
      ['customer.lastname', 'Last name', { autocomplete: 'family-name', className: 'row half' }],
      ['customer.email', 'E-mail', { type: 'email', autocomplete: 'email' }],
      ['customer.password', 'Password', { type: 'password', autocomplete: 'new-password' }],
    ],
    'Open an account',
    async values => {
      await api.register(values);
      await api.signIn(values['customer.email'], values['customer.password']);
      await signedIn();
    }));
}
