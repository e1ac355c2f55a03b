/** The administration console. The key is in a variable of this page, and nowhere else: a reload asks for it again. */
import { AuthError } from './moonlight-auth.js';
import { $, api, drawn, el, form, has, notice, problem, replace, say, t, when, words } from './kit.js';

const PAGE_SIZE = 20;
const VIEWS = ['users', 'user', 'events'];
const TYPES = [
  'user_created', 'user_created_fail', 'authn_login_success', 'authn_login_fail', 'session_renewed', 'session_renewed_fail',
  'authn_token_reuse', 'session_ended', 'session_ended_fail', 'authn_code_requested', 'authn_code_requested_fail',
  'authn_code_checked', 'authn_code_checked_fail', 'authn_password_reset', 'authn_password_reset_fail',
  'authn_password_change', 'authn_password_change_fail', 'user_updated', 'user_updated_fail', 'authn_token_revoked',
  'authn_token_revoked_fail', 'user_deleted', 'user_deleted_fail', 'authz_fail', 'authz_change', 'authz_admin', 'authz_admin_fail',
  'sensitive_read', 'excess_rate_limit_exceeded', 'mail_expired', 'mail_refused',
];
const BAD = /_fail$|reuse$|exceeded$|^mail_/;

let key = '';
/** Changes with each view that is loaded; an answer for an earlier one is dropped. */
let turn = 0;
/** Draws the rows again, in another language. */
let paint = () => {};
let user = null;

/* the API */

async function admin(method, target, fields) {
  let response;
  try {
    response = await fetch(`${api}/admin/${target}`, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      headers: {
        Authorization: `Bearer ${key}`,
        'Accept-Language': document.documentElement.lang,
        ...(fields && { 'Content-Type': 'application/json' }),
      },
      body: fields && JSON.stringify(fields),
    });
  } catch {
    throw new AuthError(0);
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body.data;
  if (response.status === 401) lock();
  throw new AuthError(response.status, body);
}

const query = params => new URLSearchParams(Object.entries(params).filter(([, value]) => value)).toString();

/* the key */

const wordsOf = error => (error.status === 401 ? t('console.rejected') : words(error));

form($('#unlock'), async fields => {
  const entered = fields.key.trim();
  if (!/^[!-~]+$/.test(entered)) return notice($('#unlock .notice'), t('console.rejected'));
  key = entered;
  try {
    await admin('GET', 'users?page_size=1');
  } catch (error) {
    key = '';
    return notice($('#unlock .notice'), wordsOf(error));
  }
  $('#key').value = '';
  $('#gate').hidden = true;
  $('#console').hidden = false;
  await show();
});

/** Forgets the key and all that it has shown. */
function lock() {
  key = '';
  user = null;
  turn++;
  paint = () => {};
  for (const place of ['users-rows', 'session-rows', 'user-rows', 'events-rows', 'user-facts', 'user-state', 'users-total']) replace($(`#${place}`));
  $('#user-heading').textContent = '…';
  $('#delete-dialog').close();
  notice($('#status'), '');
  $('#console').hidden = true;
  $('#gate').hidden = false;
  $('#key').value = '';
  $('#key').focus();
}

$('#lock').addEventListener('click', lock);
// A page that the browser keeps for its back button would keep the key as well.
addEventListener('pagehide', lock);

/* views: the fragment of the address names the view and its filters */

function where() {
  const [name, search = ''] = location.hash.slice(1).split('?');
  const view = VIEWS.includes(name) ? name : 'users';
  return { view, params: Object.fromEntries(new URLSearchParams(search)) };
}

const address = (view, params) => {
  const search = query(params);
  return `#${view}${search && `?${search}`}`;
};

async function show({ quiet = false } = {}) {
  if (!key) return;
  const { view, params } = where();
  const entered = $(`#view-${view}`).hidden || !quiet;
  for (const other of VIEWS) $(`#view-${other}`).hidden = other !== view;
  for (const link of document.querySelectorAll('.tabs a')) {
    const current = link.hash === `#${view}` || (view === 'user' && link.hash === '#users');
    if (current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (entered) $(`#view-${view} h1`).focus();
  const mine = ++turn;
  const place = $(`#view-${view}`);
  place.setAttribute('aria-busy', 'true');
  try {
    const draw = await LOAD[view](params);
    if (mine !== turn) return;
    if (!quiet) notice($('#status'), '');
    paint = draw;
    paint();
  } catch (error) {
    if (mine === turn && key) notice($('#status'), words(error));
  } finally {
    if (mine === turn) place.removeAttribute('aria-busy');
  }
}

const LOAD = { users: loadUsers, user: loadUser, events: loadEvents };

addEventListener('hashchange', () => {
  notice($('#status'), '');
  show();
});

/** Follows what is typed into filters, in the address, without a step in the history for each letter. */
function filters(element, view) {
  let timer;
  const apply = () => {
    clearTimeout(timer);
    if (where().view !== view) return;
    history.replaceState(null, '', address(view, Object.fromEntries(new FormData(element))));
    show({ quiet: true });
  };
  element.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 250);
  });
  element.addEventListener('submit', event => {
    event.preventDefault();
    apply();
  });
}

function enter(element, params) {
  for (const input of element.elements) {
    if (input !== document.activeElement) input.value = params[input.name] ?? '';
  }
}

/* tables */

const cell = (label, ...children) => el('td', { role: 'cell', 'data-label': label ? t(label) : null }, el('div', {}, ...children));
const row = (...cells) => el('tr', { role: 'row' }, ...cells);
const badge = (text, kind = '') => el('span', { class: `badge ${kind}` }, text);
const exact = iso => el('time', { datetime: iso, title: iso }, when(iso, { dateStyle: 'medium', timeStyle: 'medium' }));

function fill(rows, items, draw, columns, nothing) {
  replace(rows, ...(items.length ? items.map(draw) : [row(el('td', { role: 'cell', class: 'nothing', colspan: columns }, t(nothing)))]));
}

function pager(place, view, params, page, last) {
  const link = (label, target, on) =>
    on ? el('a', { class: 'button', href: address(view, { ...params, page: target > 1 ? target : '' }) }, t(label))
      : el('span', { class: 'button off', 'aria-hidden': 'true' }, t(label));
  replace(place, link('console.previous', page - 1, page > 1), el('span', { class: 'muted small' }, t('console.page', { page })), link('console.next', page + 1, !last));
  place.hidden = page === 1 && last;
}

function states(person) {
  return [
    person.is_active ? badge(t('console.active')) : badge(t('console.disabled'), 'off'),
    person.is_verified ? null : badge(t('console.unverified'), 'off'),
    ...(person.roles ?? []).map(role => badge(role, 'plain')),
  ].flatMap(part => (part ? [part, ' '] : []));
}

/* users */

filters($('#users-filter'), 'users');

async function loadUsers(params) {
  enter($('#users-filter'), params);
  const { email, username, page } = params;
  const data = await admin('GET', `users?${query({ email: email?.trim(), username: username?.trim(), page, page_size: PAGE_SIZE })}`);
  return () => {
    const count = new Intl.NumberFormat(document.documentElement.lang).format(data.total);
    const total = data.total === 1 ? 'console.total.one' : data.total_exact ? 'console.total' : 'console.total-more';
    $('#users-total').textContent = t(total, { count });
    fill($('#users-rows'), data.items, person => row(
      cell('', el('a', { class: 'person', href: address('user', { id: person.id }) }, person.username), el('span', { class: 'muted small break' }, person.email)),
      cell('console.state', states(person)),
      cell('console.registered', el('time', { datetime: person.created_at }, when(person.created_at, { dateStyle: 'medium' }))),
      cell('console.id', String(person.id)),
    ), 4, email || username ? 'console.no-match' : 'console.no-users');
    pager($('#users-pager'), 'users', { email, username }, data.page, data.total_exact ? data.page * data.page_size >= data.total : data.items.length < data.page_size);
  };
}

/* one user */

async function loadUser({ id, page }) {
  const [person, open, events] = await Promise.all([
    admin('GET', `users/${encodeURIComponent(id)}`),
    admin('GET', `users/${encodeURIComponent(id)}/sessions`),
    admin('GET', `events?${query({ user_id: id, page, page_size: PAGE_SIZE })}`),
  ]);
  user = person;
  return () => {
    drawUser();
    fill($('#session-rows'), open.sessions, session, 4, 'console.no-sessions');
    $('#user-trail').href = address('events', { user_id: id });
    fill($('#user-rows'), events.items, event => row(time(event), what(event), client(event)), 3, 'console.no-events');
    pager($('#user-pager'), 'user', { id }, events.page, events.items.length < events.page_size);
  };
}

function drawUser() {
  $('#user-heading').textContent = user.username;
  replace($('#user-state'), states(user));
  const fact = (label, value) => [el('dt', { t: label }), el('dd', {}, value)];
  replace($('#user-facts'),
    fact('console.id', String(user.id)),
    fact('field.email', user.email),
    fact('console.registered', exact(user.created_at)),
    user.roles ? fact('console.roles', user.roles.join(', ') || '–') : null);
  say($('#user-toggle'), user.is_active ? 'console.disable' : 'console.enable');
}

function session({ id, last_used_at: used, created_at: began, ip, user_agent: agent }) {
  const end = el('button', { type: 'button' }, t('console.end-session'));
  act(end, async () => {
    await admin('DELETE', `sessions/${encodeURIComponent(id)}`).catch(error => {
      if (error.status !== 404) throw error; // it has ended by itself
    });
    const { username } = user;
    await show({ quiet: true });
    $('#user-sessions-heading').focus();
    return t('console.ended.one', { user: username });
  });
  return row(
    cell('console.used', el('span', { class: 'nowrap' }, exact(used))),
    cell('console.began', el('span', { class: 'nowrap' }, exact(began))),
    cell('console.client', ip ?? (agent ? null : '–'), agent ? el('span', { class: 'muted small break line' }, agent) : null),
    cell('', end),
  );
}

/** Does something to the user, once at a time, and says what came of it. */
function act(button, work) {
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy')) return;
    button.setAttribute('aria-busy', 'true');
    try {
      const told = await work();
      notice($('#status'), told, false);
    } catch (error) {
      if (key) notice($('#status'), words(error));
    } finally {
      button.removeAttribute('aria-busy');
    }
  });
}

act($('#user-toggle'), async () => {
  const { id, username } = user;
  user = await admin('PATCH', `users/${id}`, { is_active: !user.is_active });
  const told = t(user.is_active ? 'console.enabled' : 'console.was-disabled', { user: username });
  await show({ quiet: true });
  return told;
});

act($('#user-end'), async () => {
  const { id, username } = user;
  const { revoked } = await admin('DELETE', `users/${id}/sessions`);
  await show({ quiet: true });
  return t(revoked === 1 ? 'console.ended.one' : 'console.ended', { count: revoked, user: username });
});

$('#user-delete').addEventListener('click', () => {
  say($('#delete-ask'), 'console.delete-ask', { user: user.username });
  $('#delete-name').value = '';
  problem($('#delete-name'), '');
  notice($('#delete-form .notice'), '');
  $('#delete-dialog').showModal();
});
$('#delete-cancel').addEventListener('click', () => $('#delete-dialog').close());

form($('#delete-form'), async ({ confirm }) => {
  const { id, username } = user;
  if (confirm.trim() !== username) {
    problem($('#delete-name'), t('console.delete-differs'));
    return $('#delete-name').focus();
  }
  await admin('DELETE', `users/${id}`);
  $('#delete-dialog').close();
  history.replaceState(null, '', '#users');
  await show();
  notice($('#status'), t('console.deleted', { user: username }), false);
});

/* the audit trail */

const name = type => (has(`event.${type}`) ? t(`event.${type}`) : type);

filters($('#events-filter'), 'events');
drawn(() => {
  const chosen = where().params.type ?? '';
  replace($('#filter-type'), el('option', { value: '' }, t('console.all-events')), ...TYPES.map(type => el('option', { value: type, selected: type === chosen }, name(type))));
});

async function loadEvents(params) {
  enter($('#events-filter'), params);
  const { user_id: id, type, page } = params;
  const wrong = id && !/^\d+$/.test(id.trim());
  problem($('#filter-user'), wrong ? t('console.id-wrong') : '');
  const data = wrong ? { items: [], page: 1, page_size: PAGE_SIZE } : await admin('GET', `events?${query({ user_id: id?.trim(), type, page, page_size: PAGE_SIZE })}`);
  return () => {
    fill($('#events-rows'), data.items, event => row(time(event), what(event), person(event), client(event)), 4, 'console.no-events');
    pager($('#events-pager'), 'events', { user_id: id, type }, data.page, data.items.length < data.page_size);
  };
}

const time = event => cell('console.time', el('span', { class: 'nowrap' }, exact(event.time)));

function what(event) {
  return cell('console.event',
    badge(name(event.type), BAD.test(event.type) ? 'off' : event.type === 'authz_admin' ? 'plain' : ''),
    event.times > 1 ? el('span', { class: 'muted small' }, ` ×${event.times}`) : null,
    el('span', { class: 'muted small break line' }, [event.type, event.detail].filter(Boolean).join(' · ')));
}

function person(event) {
  return cell('console.user',
    event.user_id ? el('a', { href: address('user', { id: event.user_id }) }, `#${event.user_id}`) : event.email ? null : '–',
    event.email ? el('span', { class: 'muted small break line' }, event.email) : null);
}

function client(event) {
  return cell('console.client', event.ip ?? (event.user_agent ? null : '–'),
    event.user_agent ? el('span', { class: 'muted small break two-lines', title: event.user_agent }, event.user_agent) : null,
    event.request_id ? el('span', { class: 'muted small break line' }, t('console.request', { id: event.request_id })) : null);
}

drawn(() => paint());
$('#key').focus();
