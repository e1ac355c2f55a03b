/** The development mailbox. It looks for new mails by itself; the HTML of a mail is shown in a frame that may do nothing. */
import { $, drawn, el, notice, replace, say, t, when } from './kit.js';
import { copies } from './tools.js';

const PAUSE = 1500;

let mails = [];
let seen = '';
let chosen = null;
/** Whether the newest mail is shown, whichever it is. */
let following = true;

async function look() {
  if (!document.hidden) {
    try {
      const response = await fetch(location.pathname, { headers: { Accept: 'application/json', 'If-None-Match': seen }, cache: 'no-store' });
      if (response.ok) {
        seen = response.headers.get('ETag') ?? '';
        take((await response.json()).mails);
      }
      notice($('#status'), response.ok || response.status === 304 ? '' : t('error.INTERNAL_ERROR'));
    } catch {
      notice($('#status'), t('error.NETWORK_ERROR'));
    }
  }
  setTimeout(look, PAUSE);
}

function take(all) {
  const known = new Set(mails.map(mail => mail.id));
  const first = $('#mailbox').hidden && $('#empty').hidden;
  const news = all.filter(mail => !known.has(mail.id));
  mails = all.reverse();
  if (!first && news.length) $('#news').textContent = t('mails.arrived', { subject: news.at(-1).subject, to: news.at(-1).to });
  if (following || !mails.some(mail => mail.id === chosen)) {
    following = true;
    chosen = mails[0]?.id ?? null;
  }
  draw();
}

function draw() {
  $('#empty').hidden = mails.length > 0;
  $('#mailbox').hidden = mails.length === 0;
  const focused = document.activeElement?.dataset?.mail;
  replace($('#mails'), ...mails.map(mail => el('li', {}, el('button', {
    type: 'button', class: 'mail-item', 'data-mail': mail.id, 'aria-current': mail.id === chosen ? 'true' : null, onclick: () => choose(mail.id),
  }, el('span', { class: 'mail-subject break' }, mail.subject), el('span', { class: 'muted small break' }, mail.to),
  el('span', { class: 'muted small' }, when(mail.sent_at, { timeStyle: 'medium' }))))));
  if (focused) $(`[data-mail="${focused}"]`)?.focus();
  const mail = mails.find(({ id }) => id === chosen);
  if (mail) open(mail);
}

function choose(id) {
  chosen = id;
  following = id === mails[0].id;
  draw();
  if (!matchMedia('(min-width: 56rem)').matches) $('#subject').focus();
}

function open(mail) {
  $('#subject').textContent = mail.subject;
  $('#meta').textContent = t('mails.meta', { to: mail.to, date: when(mail.sent_at, { dateStyle: 'medium', timeStyle: 'medium' }) });
  $('#code-row').hidden = !mail.code;
  $('#code').textContent = mail.code ?? '';
  $('#text').textContent = mail.text;
  $('#frame').title = t('mails.frame');
  const source = `${location.pathname}/${mail.id}`;
  if ($('#frame').getAttribute('src') !== source) {
    $('#frame').src = source;
    say($('#copy'), 'copy');
  }
}

copies($('#copy'), () => $('#code').textContent);

const tabs = [$('#tab-html'), $('#tab-text')];
for (const tab of tabs) {
  tab.addEventListener('click', () => select(tab));
  tab.addEventListener('keydown', event => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const other = tabs.find(each => each !== tab);
    select(other);
    other.focus();
  });
}

function select(tab) {
  for (const each of tabs) {
    const on = each === tab;
    each.setAttribute('aria-selected', String(on));
    each.tabIndex = on ? 0 : -1;
    $(`#${each.getAttribute('aria-controls')}`).hidden = !on;
  }
}

drawn(() => mails.length && draw());
look();
