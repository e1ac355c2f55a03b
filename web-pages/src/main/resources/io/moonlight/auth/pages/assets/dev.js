/** The start page of a development server: what runs, where everything is, and lines to copy. */
import { $, api, drawn, el, notice, replace, t } from './kit.js';
import { copyButton } from './tools.js';

const PAUSE = 5000;

let facts = null;
let checks = {};
let drawnFacts = '';

const json = async path => {
  const response = await fetch(path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  return response.json();
};

async function look() {
  if (!document.hidden) {
    try {
      [facts, { checks = {} }] = await Promise.all([json(location.pathname), json('/health/ready')]);
      notice($('#status'), '');
    } catch {
      checks = {};
      notice($('#status'), t('error.NETWORK_ERROR'));
    }
    if (drawnFacts === JSON.stringify(facts)) drawRuns();
    else draw();
  }
  setTimeout(look, PAUSE);
}

function draw() {
  if (!facts) return;
  drawnFacts = JSON.stringify(facts);
  $('#version').textContent = t('dev.version', facts);
  drawTry();
  drawRuns();
  drawLinks();
  drawCurls();
}

function drawTry() {
  const { pages } = facts;
  replace($('#try'),
    pages ? el('a', { class: 'button primary', href: `${pages}/sign-up` }, t('dev.sign-up')) : null,
    pages ? el('a', { class: 'button', href: `${pages}/sign-in` }, t('dev.sign-in')) : el('p', { class: 'muted' }, t('dev.pages-off')),
    facts.mail === 'mailbox' ? el('a', { class: 'button', href: '/dev/mails', target: 'moonlight-mails' }, t('dev.mailbox')) : null);
}

function drawRuns() {
  if (!facts) return;
  const part = (check, name, value) => el('li', { class: 'row' },
    el('div', {}, el('p', { class: 'muted small' }, t(name)), el('p', {}, t(value, facts))),
    check in checks ? el('span', { class: checks[check] === 'up' ? 'badge' : 'badge off' }, t(`dev.${checks[check]}`)) : null);
  replace($('#runs'),
    part('database', 'dev.database', `dev.database-${facts.database}`),
    part('rate_limiter', 'dev.limiter', `dev.limiter-${facts.limiter}`),
    part('mail', 'dev.mail', `dev.mail-${facts.mail}`));
}

function drawLinks() {
  const link = (href, name, hint) => el('li', {},
    href ? el('a', { href }, t(name)) : el('span', { class: 'muted' }, t(name)),
    el('p', { class: 'muted small break' }, t(hint, facts)));
  replace($('#links'),
    facts.pages ? link(facts.pages, 'dev.account', 'dev.account-hint') : null,
    link(facts.console, 'dev.console', facts.console ? 'dev.console-hint' : facts.pages ? 'dev.console-off' : 'dev.console-no-pages'),
    link(facts.docs, 'dev.docs', facts.docs ? 'dev.docs-hint' : 'dev.docs-off'),
    facts.mail === 'mailbox' ? link('/dev/mails', 'dev.mailbox', 'dev.mailbox-hint') : null,
    link(`${location.protocol}//${location.hostname}:${facts.management_port}/metrics`, 'dev.metrics', 'dev.metrics-hint'),
    link('/health/ready', 'dev.health', 'dev.health-hint'));
}

function drawCurls() {
  const base = `${location.origin}${api}/auth`;
  const post = (call, body) => `curl -s ${base}/${call} -H 'Content-Type: application/json' \\\n  -d '${body}'`;
  const lines = [
    ['dev.curl-send', post('send-code', '{"email":"me@example.org","type":"register"}')],
    facts.mail === 'mailbox' && ['dev.curl-code', `curl -s ${location.origin}/dev/mails`],
    ['dev.curl-register', post('register', '{"email":"me@example.org","code":"<code>","username":"moon","password":"correct horse"}')],
    ['dev.curl-login', post('login', '{"email":"me@example.org","password":"correct horse"}')],
    ['dev.curl-me', `curl -s ${location.origin}${api}/users/me -H 'Authorization: Bearer <access_token>'`],
  ].filter(Boolean);
  replace($('#curls'), ...lines.map(([name, line], i) => el('li', {},
    el('div', { class: 'row' }, el('p', { id: `line-${i}` }, t(name)), copyButton(() => line, `line-${i}`)),
    el('pre', { tabindex: '0', 'aria-labelledby': `line-${i}` }, line))));
}

drawn(draw);
look();
