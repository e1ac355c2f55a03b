import {
  $, auth, call, checkCode, checkUsername, countdown, drawn, el, form, notice, passwordRules, path, problem, replace, showEmail, t, when, words,
} from './kit.js';
import { codeInput } from './code-steps.js';

const status = $('#status');
let user = null;
let sessions = [];

function leave(key) {
  if (key) sessionStorage.setItem('moonlight news', JSON.stringify({ key, address: user?.email }));
  location.replace(`${path}/sign-in`);
}

/* the way out: by the button, in another tab, or because somebody ended this session */

let leaving = false;
const signOut = el('button', { type: 'button', class: 'quiet', id: 'sign-out', t: 'account.sign-out', onclick: async () => {
  leaving = true;
  signOut.disabled = true;
  try {
    await auth.logout();
    leave();
  } catch (error) {
    leaving = false;
    signOut.disabled = false;
    notice(status, words(error));
  }
} });
$('#bar-actions').append(signOut);
auth.onChange(({ signedIn, user: next }) => {
  if (!signedIn && !leaving) leave(user ? 'sign-in.ended' : '');
  if (user && next && next.id !== user.id) location.reload();
});

/* what is shown */

function showUser(next) {
  user = next;
  $('#shown-username').textContent = user.username;
  showEmail($('#shown-email'), user.email);
  for (const input of document.querySelectorAll('.own-email')) input.defaultValue = user.email;
  showSince();
}

const showSince = () => {
  if (user) $('#since').textContent = t('account.since', { date: when(user.created_at, { dateStyle: 'long' }) });
};
drawn(showSince);

const done = (key, values) => notice(status, t(key, values), false);

/* the rows that open */

for (const button of document.querySelectorAll('[data-opens]')) {
  const element = document.getElementById(button.dataset.opens);
  const close = () => {
    element.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    element.reset();
    notice($('.notice', element), '');
    for (const input of element.elements) problem(input, '');
  };
  button.addEventListener('click', () => {
    for (const other of document.querySelectorAll('main form')) other.dispatchEvent(new Event('close'));
    element.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    notice(status, '');
    $('input:not([readonly])', element).focus();
  });
  element.addEventListener('close', close);
  element.addEventListener('done', () => {
    close();
    button.focus();
  });
  $('[data-closes]', element).addEventListener('click', () => element.dispatchEvent(new Event('done')));
}

const finished = (element, key) => {
  element.dispatchEvent(new Event('done'));
  done(key);
};

form($('#change-username'), async ({ username }, element) => {
  try {
    showUser(await call('PATCH', 'users/me', { username }));
  } catch (error) {
    if (error.code !== 'CONFLICT') throw error;
    problem($('#username'), error.message);
    return $('#username').focus();
  }
  finished(element, 'account.username-saved');
}, { check: () => checkUsername($('#username')) });

/** A form that asks for the password: a wrong one is said beside it. */
const guarded = (element, submit, options) => form(element, async fields => {
  try {
    await submit(fields, element);
  } catch (error) {
    if (error.code !== 'AUTHENTICATION_ERROR') throw error;
    const input = $('[autocomplete=current-password]', element);
    problem(input, t('account.password-wrong'));
    input.focus();
  }
}, options);

guarded($('#change-email'), async ({ email, code, current_password }, element) => {
  showUser(await call('POST', 'users/me/email', { email: email.trim(), code: code.replace(/\D/g, ''), current_password }));
  finished(element, 'account.email-saved');
}, { check: () => checkCode($('#code')) });
codeInput($('#code'));

$('#send-code').addEventListener('click', async ({ target }) => {
  const input = $('#email');
  const region = $('#change-email .notice');
  notice(region, '');
  if (!input.value.trim()) {
    problem(input, t('error.missing'));
    return input.focus();
  }
  target.disabled = true;
  try {
    const { resend_after } = await call('POST', 'auth/send-code', { email: input.value.trim(), type: 'change_email' });
    notice(region, t('code.sent'), false);
    countdown(target, Date.now() + resend_after * 1000);
    $('#code').focus();
  } catch (error) {
    const [wrong] = error.errors ?? [];
    if (wrong?.field === 'email' || error.code === 'CONFLICT') problem(input, wrong?.message ?? error.message);
    else notice(region, words(error));
    countdown(target, error.retryAfter ? Date.now() + error.retryAfter * 1000 : 0);
  }
});

const check = passwordRules($('#new-password'), $('#password-rules'), () => [user?.email, user?.username]);

guarded($('#change-password'), async ({ current_password, new_password }, element) => {
  await call('POST', 'users/me/password', { current_password, new_password });
  finished(element, 'account.password-saved');
  await loadSessions();
}, { check });

/* sessions */

const BROWSERS = [[/Edg\w*\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/MicroMessenger\//, 'WeChat'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const SYSTEMS = [[/iPhone|iPad/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux|X11/, 'Linux']];

/** Returns a name for a device; a user agent that is none of the known ones is shown as it is. */
function device(agent) {
  const of = list => list.find(([pattern]) => pattern.test(agent ?? ''))?.[1];
  const [browser, system] = [of(BROWSERS), of(SYSTEMS)];
  if (browser && system) return t('account.device', { browser, system });
  return agent ? agent.slice(0, 80) : t('account.unknown-device');
}

const address = ip => (ip ? el('span', { class: 'address' }, ip) : null);

function sessionRow(session) {
  const name = device(session.user_agent);
  return el('li', { class: 'row' },
    el('div', {},
      el('p', { class: 'break' }, name, ' ', session.current ? el('span', { class: 'badge', t: 'account.current' }) : null),
      el('p', { class: 'muted small break' }, t('account.used', { date: when(session.last_used_at) }), address(session.ip)),
      el('p', { class: 'muted small' }, t('account.began', { date: when(session.created_at) }))),
    session.current ? null : el('button', {
      type: 'button', t: 'account.end', 'aria-label': t('account.end-label', { device: name }),
      onclick: ({ target }) => end(target, `users/me/sessions/${encodeURIComponent(session.id)}`, 'account.ended'),
    }));
}

function showSessions() {
  if (!sessions.length) return;
  replace($('#sessions'), sessions.map(sessionRow));
  $('#end-others').disabled = sessions.length < 2;
}
drawn(showSessions);

async function loadSessions() {
  sessions = (await call('GET', 'users/me/sessions')).sessions;
  showSessions();
}

async function end(button, target, key) {
  if (button.getAttribute('aria-busy')) return;
  button.setAttribute('aria-busy', 'true');
  try {
    const { revoked } = await call('DELETE', target);
    done(key, { count: revoked });
  } catch (error) {
    notice(status, words(error));
  }
  button.removeAttribute('aria-busy');
  await loadSessions().catch(error => notice(status, words(error)));
  $('#sessions-heading').scrollIntoView({ block: 'nearest' });
}

$('#end-others').addEventListener('click', ({ target }) => end(target, 'users/me/sessions', 'account.ended-others'));

/* farewell */

const dialog = $('#delete-dialog');
$('#delete').addEventListener('click', () => dialog.showModal());
$('#delete-cancel').addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => {
  $('#delete-form').reset();
  problem($('#delete-password'), '');
  notice($('#delete-form .notice'), '');
});
guarded($('#delete-form'), async ({ password }) => {
  await call('DELETE', 'users/me', { password });
  leaving = true;
  await auth.logout().catch(() => {});
  leave('sign-in.deleted');
});

/* begin */

try {
  if (await auth.isSignedIn()) {
    showUser(await call('GET', 'users/me'));
    await loadSessions();
  } else leave();
} catch (error) {
  notice(status, words(error));
}
