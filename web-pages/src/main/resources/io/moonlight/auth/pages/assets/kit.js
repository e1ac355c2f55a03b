/** What all pages share: texts in two languages, elements, words for errors, forms. */
import { AuthError, createAuth } from './moonlight-auth.js';

const root = document.documentElement;
export const { api, path, name, page } = root.dataset;

/* texts */

const TEXTS = {};
const KEPT = `Path=/; Max-Age=31536000; SameSite=Lax${location.protocol === 'https:' ? '; Secure' : ''}`;
const watchers = [];
let language = root.lang;

const MODULES = root.dataset.texts ? ['', `${root.dataset.texts}-`] : [''];
const load = async tag => {
  TEXTS[tag] ??= Object.assign({}, ...(await Promise.all(MODULES.map(module => import(`./${module}${tag}.js`)))).map(module => module.default));
};
await load(language);

/** Returns a text; `{name}` is the name of the application, other names are those of values. */
export function t(key, values = {}) {
  const text = TEXTS[language][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, word) => values[word] ?? (word === 'name' ? name : ''));
}

export const has = key => key in TEXTS[language];

/** Calls `draw` now and after each change of the language. */
export function drawn(draw) {
  watchers.push(draw);
  draw();
}

/** Sets the text of an element, in whatever language is chosen later. */
export function say(element, key, values = {}) {
  element.dataset.t = key;
  element.textContent = t(key, values);
  if (Object.keys(values).length) said.set(element, values);
  else said.delete(element);
}
const said = new WeakMap();

function translate() {
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t, said.get(element));
  for (const element of document.querySelectorAll('[data-t-label]')) element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const draw of watchers) draw();
}

async function choose(tag) {
  await load(tag);
  language = tag;
  root.lang = tag;
  document.cookie = `moonlight_lang=${tag}; ${KEPT}`;
  translate();
}

$('#language')?.addEventListener('click', () => choose(language === 'zh' ? 'en' : 'zh'));

export const when = (iso, style = { dateStyle: 'medium', timeStyle: 'short' }) =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', style).format(new Date(iso));

/* elements */

/** Returns the first element that matches. */
export function $(selector, from = document) {
  return from.querySelector(selector);
}

/** Makes an element: properties by name, `data-…`, `aria-…` and other attributes by theirs, `onclick` and the like as functions. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value == null || value === false) continue;
    if (key === 't') say(element, value);
    else if (key === 'class') element.className = value;
    else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter(child => child != null));
  return element;
}

export const replace = (element, ...children) => element.replaceChildren(...children.flat().filter(child => child != null));

/* the session */

export const auth = createAuth({ baseUrl: api, language: () => language });

/** Calls the API as the signed-in user and returns the data of the answer; throws an AuthError. */
export async function call(method, target, fields) {
  const response = await auth.fetch(target, {
    method,
    headers: fields ? { 'Content-Type': 'application/json' } : {},
    body: fields && JSON.stringify(fields),
  });
  return data(response);
}

/** Calls the API as nobody. */
export async function callOpen(target, fields) {
  let response;
  try {
    response = await fetch(`${api}/${target}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': language },
      body: JSON.stringify(fields),
    });
  } catch {
    throw new AuthError(0);
  }
  return data(response);
}

async function data(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new AuthError(response.status, body);
  return body.data;
}

/** Returns where the application wants the user back: the parameter, if it is exactly one of the allowed addresses. */
export function returnTo() {
  const wanted = new URLSearchParams(location.search).get('return_to');
  return wanted && root.dataset.returnTo.split(' ').includes(wanted) ? wanted : null;
}

/** Goes to the application that asked for the sign-in, or to the account. */
export const proceed = () => location.replace(returnTo() ?? path);

/** Links to other pages keep the parameters of this one. */
for (const link of document.querySelectorAll('a[data-keep]')) link.search = location.search;

/** A page that the browser has kept for its back button may show what is over. */
addEventListener('pageshow', ({ persisted }) => persisted && location.reload());

/* errors */

const OWN_WORDS = ['AUTHENTICATION_ERROR', 'VALIDATION_ERROR', 'FORBIDDEN', 'CONFLICT'];

/** Returns what to tell people about a failure: the server's own message where it says more than the code. */
export function words(error) {
  if (!(error instanceof AuthError)) return t('error.INTERNAL_ERROR');
  if (OWN_WORDS.includes(error.code) && error.errors.length === 0) return error.message;
  const key = `error.${error.code}`;
  return has(key) ? t(key, { seconds: error.retryAfter, time: time(error.retryAfter) }) : error.message;
}

/** Returns a time to wait in words. */
export function time(seconds = 0) {
  const [unit, count] = seconds < 100 ? ['second', seconds] : seconds < 6000 ? ['minute', Math.ceil(seconds / 60)] : ['hour', Math.ceil(seconds / 3600)];
  return t(count === 1 && has(`time.${unit}.one`) ? `time.${unit}.one` : `time.${unit}`, { count });
}

/** Tells people, and screen readers, in a live region; an empty text clears it. */
export function notice(region, text, bad = true) {
  region.classList.toggle('bad', bad);
  region.textContent = text;
}

/* forms */

/**
 * Makes a form call `submit(fields)`, once at a time. Failures appear beside their field, or else in the form's live region
 * (`.notice`); `fields` maps names on the wire to names of inputs where they differ. `check` returns what is wrong before anything is
 * sent, as pairs of input and text: all of it is shown at once. While it is busy the button says so.
 */
export function form(element, submit, { fields = {}, check = () => [] } = {}) {
  const region = $('.notice', element);
  let busy = false;
  element.addEventListener('input', event => problem(event.target, ''));
  element.addEventListener('submit', async event => {
    event.preventDefault();
    if (busy) return;
    const button = event.submitter ?? $('[type=submit]', element) ?? $('.primary', element);
    busy = true;
    button?.setAttribute('aria-busy', 'true');
    notice(region, '');
    for (const input of element.elements) problem(input, '');
    try {
      const missing = [...element.elements].filter(input => input.required && !input.value).map(input => [input, t('error.missing')]);
      const wrong = [...missing, ...check().filter(([input]) => input.value)];
      if (wrong.length) show(wrong);
      else await submit(Object.fromEntries(new FormData(element)), element);
    } catch (error) {
      const known = (error.errors ?? []).map(({ field, message }) => [element.elements[fields[field] ?? field], message]).filter(([input]) => input?.name);
      if (known.length) show(known);
      else notice(region, words(error));
    } finally {
      busy = false;
      button?.removeAttribute('aria-busy');
    }
  });
}

function show(problems) {
  for (const [input, message] of problems) problem(input, message);
  [...problems[0][0].form.elements].find(input => problems.some(([other]) => other === input)).focus();
}

/** Shows an email so that a long one breaks after its @. */
export function showEmail(place, email) {
  const at = email.lastIndexOf('@') + 1;
  replace(place, email.slice(0, at), el('wbr'), email.slice(at));
}

/** Returns what is wrong with a username that is entered. */
export const checkUsername = input => (/^[a-z][a-z0-9_]{2,19}$/i.test(input.value) ? [] : [[input, t('error.username')]]);

/** Returns what is wrong with a code that is entered. */
export const checkCode = input => (input.value.replace(/\D/g, '').length === 6 ? [] : [[input, t('error.code')]]);

/** Shows what is wrong with an input below it; an empty text clears it. */
export function problem(input, message) {
  const place = document.getElementById(`${input.id}-problem`);
  if (!place) return;
  place.textContent = message;
  if (message) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

/** Disables a button until a time, which it shows by `key` with `{time}`; then it shows its own text again. */
export function countdown(button, until, key = button.dataset.wait) {
  const own = (button.dataset.own ??= button.dataset.t);
  clearInterval(button.timer);
  const draw = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    button.disabled = left > 0;
    if (left > 0) say(button, key, { time: time(left) });
    else {
      clearInterval(button.timer);
      say(button, own);
    }
  };
  button.timer = setInterval(draw, 1000);
  draw();
}

/** Buttons that show and hide the password beside them. */
for (const button of document.querySelectorAll('.password button')) {
  const input = $('input', button.parentElement);
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.setAttribute('aria-pressed', String(!shown));
    say(button, shown ? 'password.show' : 'password.hide');
  });
}

/** The rules of a new password, which are shown before they are broken and marked as they are met; returns their check. */
export function passwordRules(input, list, others) {
  const length = text => [...text.normalize('NFC')].length;
  const rules = [
    ['rule.length', text => length(text) >= 8 && length(text) <= 32],
    ['rule.bytes', text => new TextEncoder().encode(text.normalize('NFC')).length <= 72 && !text.includes('\0')],
    ['rule.different', text => !others().some(other => other && other.toLowerCase() === text.toLowerCase())],
  ];
  const items = rules.map(([key]) => el('li', { t: key }));
  list.append(...items);
  const draw = () => rules.forEach(([, met], i) => {
    items[i].className = input.value ? (met(input.value) ? 'met' : input.dataset.left ? 'unmet' : '') : '';
  });
  input.addEventListener('input', draw);
  input.form.addEventListener('reset', () => {
    delete input.dataset.left;
    queueMicrotask(draw);
  });
  input.addEventListener('blur', () => {
    if (input.value) input.dataset.left = 'yes';
    draw();
  });
  return () => (rules.every(([, met]) => met(input.value)) ? [] : [[input, t('error.password')]]);
}
