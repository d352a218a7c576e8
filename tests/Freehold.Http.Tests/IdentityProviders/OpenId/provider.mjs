// A real OpenID provider on a free loopback port, which it prints. People sign in without a page: login_hint is "subject|email|verified".
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import Provider from 'oidc-provider';

const key = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'RS256' };
const people = new Map();
const client = (client_id) => ({
  client_id, redirect_uris: ['https://app.example/callback'], response_types: ['id_token', 'id_token token'], grant_types: ['implicit'], token_endpoint_auth_method: 'none',
});

const server = createServer();
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const issuer = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(issuer, {
  clients: [client('shop'), client('other-shop')],
  jwks: { keys: [key] },
  responseTypes: ['id_token', 'id_token token'],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['only', 'for', 'tests'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  ttl: { IdToken: 3600, AccessToken: 3600, Interaction: 60, Session: 60, Grant: 60 },
  findAccount: (_, id) => ({ accountId: id, claims: () => people.get(id) }),
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
    grant.addOIDCScope('openid email');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (ctx.path.startsWith('/interaction/')) {
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    const [sub, email, verified] = params.login_hint.split('|');
    people.set(sub, { sub, ...(email && { email, email_verified: verified === 'true' }) });
    ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, { login: { accountId: sub } }));
  } else if (ctx.path === '/whoami') {
    const token = await provider.AccessToken.find((ctx.get('authorization') || '').replace('Bearer ', ''));
    if (!token) { ctx.status = 401; return; }
    ctx.body = { ...people.get(token.accountId), aud: token.clientId };
  } else await next();
});

server.on('request', provider.callback());
console.log(issuer);
