/**
 * The browser client of MoonLight Auth: cookie mode (the refresh token stays in an HttpOnly cookie, the access token in memory).
 * Types and documentation: moonlight-auth.d.ts.
 */

/** How long before its end an access token is no longer used, in milliseconds. */
const MARGIN = 10_000;
/** How long a tab waits for the tokens of another one: at first, and while that one says that it refreshes. */
const [GLANCE, PATIENCE] = [40, 3_000];

export class AuthError extends Error {
  constructor(status, body = {}) {
    super(body.message || (status ? `HTTP ${status}` : 'The server cannot be reached'));
    this.name = 'AuthError';
    this.status = status;
    this.code = body.error || (status ? 'INTERNAL_ERROR' : 'NETWORK_ERROR');
    this.errors = body.errors || [];
    this.retryAfter = body.retry_after;
  }
}

export function createAuth({ baseUrl = '/api/v1', origins = [], language } = {}) {
  const browser = typeof document !== 'undefined';
  const base = baseUrl.replace(/\/+$/, '');
  const channel = browser && typeof BroadcastChannel !== 'undefined' ? new BroadcastChannel(`moonlight-auth ${base}`) : null;
  const listeners = new Set();
  let tokens = null; // { access, ends, user }
  let known; // what the listeners were told: undefined, true or false
  let changes = 0; // logins and logouts, after which the answer of an older refresh no longer counts
  let refreshing = null;
  let heard = null; // called with each message of another tab
  let disposed = false;

  const url = path => new URL(path, new URL(`${base}/`, browser ? location.href : undefined));
  const live = rejected => tokens && tokens.access !== rejected && tokens.ends > Date.now() + MARGIN;
  const post = message => !disposed && channel?.postMessage(message);

  function set(next, tell = true) {
    tokens = next;
    if (tell) post({ tokens });
    const signedIn = !!tokens;
    if (signedIn === known) return;
    known = signedIn;
    const state = { signedIn, user: tokens?.user ?? null };
    for (const listener of listeners) queueMicrotask(() => !disposed && listeners.has(listener) && listener(state));
  }

  function take(data, user) {
    return { access: data.access_token, ends: Date.now() + data.expires_in * 1000, user: user ?? tokens?.user ?? null };
  }

  if (channel) channel.onmessage = ({ data }) => {
    if (data.ask && live(data.ask)) post({ tokens });
    if (data.ask && refreshing) post({ busy: true });
    if ('tokens' in data) {
      if (data.changed) {
        changes++;
        known = undefined;
      }
      if (data.changed || !data.tokens || !tokens || data.tokens.ends >= tokens.ends) set(data.tokens, false);
    }
    heard?.(data);
  };

  async function send(target, { token, body, ...init } = {}) {
    const headers = new Headers(init.headers);
    if (token) headers.set('Authorization', `Bearer ${token}`);
    if (language && !headers.has('Accept-Language')) headers.set('Accept-Language', typeof language === 'function' ? language() : language);
    try {
      return await fetch(target, { ...init, headers, body });
    } catch (e) {
      if (e?.name === 'AbortError' || init.signal?.aborted) throw e;
      throw new AuthError(0);
    }
  }

  /** Calls the section Authentication in cookie mode. */
  async function call(name, fields = {}) {
    const response = await send(url(`auth/${name}`), {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json', 'X-Auth-Mode': 'cookie' },
      body: JSON.stringify(fields),
    });
    const body = await response.json().catch(() => ({}));
    if (!response.ok) throw new AuthError(response.status, body);
    return body.data;
  }

  /** Waits a moment for the tokens of another tab; no tab waits for one that is gone. */
  const fromOthers = rejected => channel && new Promise(resolve => {
    const end = () => { heard = null; clearTimeout(timer); resolve(); };
    let timer = setTimeout(end, GLANCE * (0.5 + Math.random()));
    heard = data => {
      if (live(rejected) || ('tokens' in data && !data.tokens)) end();
      else if (data.busy) { clearTimeout(timer); timer = setTimeout(end, PATIENCE); }
    };
    post({ ask: rejected || 'any' });
  });

  async function renew(rejected) {
    const before = changes;
    await fromOthers(rejected);
    if (live(rejected)) return true;
    if (changes !== before) return !!tokens;
    post({ busy: true });
    try {
      const data = await call('refresh');
      if (changes === before) set(take(data));
    } catch (e) {
      if (e.status !== 401) throw e;
      if (changes === before) set(null);
    }
    return !!tokens;
  }

  /** One refresh at a time, whoever asks. */
  function refresh(rejected) {
    if (!browser || disposed) return Promise.resolve(false);
    return refreshing ??= renew(rejected).finally(() => { refreshing = null; });
  }

  /** A wrong password is 401, too; the token was good. */
  const isAboutPassword = async response =>
    (await response.clone().json().catch(() => ({}))).error === 'AUTHENTICATION_ERROR';

  /** The cookie of a refresh under way must not arrive after that of a login or logout. */
  const settled = () => refreshing?.catch(() => {});

  async function begin(name, fields) {
    await settled();
    const data = await call(name, fields);
    changes++;
    tokens = take(data.tokens, data.user);
    known = undefined;
    set(tokens, false);
    post({ tokens, changed: true });
    return data.user;
  }

  return {
    register: fields => begin('register', fields),
    login: fields => begin('login', fields),
    loginByCode: fields => begin('login-code', fields),

    async logout() {
      await settled();
      await call('logout');
      changes++;
      set(null, false);
      post({ tokens: null, changed: true });
    },

    async isSignedIn() {
      return live() ? true : refresh();
    },

    async fetch(path, init = {}) {
      const target = url(path);
      if (![url('').origin, ...(browser ? [location.origin] : []), ...origins].includes(target.origin)) {
        throw new TypeError(`no token is sent to ${target.origin}`);
      }
      if (!live()) await refresh();
      const token = tokens?.access;
      const response = await send(target, { ...init, token });
      if (response.status !== 401 || !token || (await isAboutPassword(response)) || !(await refresh(token))) return response;
      return send(target, { ...init, token: tokens.access });
    },

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    dispose() {
      disposed = true;
      listeners.clear();
      tokens = null;
      channel?.close();
    },
  };
}
