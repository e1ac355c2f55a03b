/**
 * The steps email → code → details of a page, or the first two of them. The step is the fragment of the address, so that the back button and a reload
 * do what people expect; what was entered is kept for this tab.
 */
import { $, callOpen, checkCode, countdown, form, notice, page, problem, showEmail, t, words } from './kit.js';

const KEY = `moonlight ${page}`;
const STEPS = ['email', 'code', 'details'].filter(step => $(`#step-${step}`));
const state = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');

function keep(changes) {
  Object.assign(state, changes);
  sessionStorage.setItem(KEY, JSON.stringify(state));
}

/** Forgets what was entered. */
export function forget() {
  for (const key of Object.keys(state)) delete state[key];
  sessionStorage.removeItem(KEY);
}

export const entered = () => ({ email: state.email, code: state.code });

const reachable = step => (step === 'details' ? state.email && state.code : step === 'email' || state.email);

function show() {
  const wanted = location.hash.slice(1);
  const step = STEPS.includes(wanted) && reachable(wanted) ? wanted : 'email';
  for (const other of STEPS) $(`#step-${other}`).hidden = other !== step;
  $('.after').hidden = step !== 'email';
  for (const place of document.querySelectorAll('.sent-to')) {
    if (place instanceof HTMLInputElement) place.value = state.email ?? '';
    else showEmail(place, state.email ?? '');
  }
  if (step === 'email') $('#email').value ||= state.email ?? '';
  if (step === 'code') countdown($('#resend'), state.resendAt ?? 0);
  ($(`#step-${step} input:not([readonly])`) ?? $(`#step-${step} h1`)).focus();
}

/** Goes to a step; the one before stays in the history. */
export function go(step) {
  history.pushState(null, '', `${location.pathname}${location.search}${step === 'email' ? '' : `#${step}`}`);
  show();
}

/** Goes back to the code, which is no longer good, and says why. */
export function askAgain(message) {
  keep({ code: null });
  go('code');
  problem($('#code'), message);
}

/** Sets up the first two steps. `type` is that of the code; `use(fields)`, where there is no third step, takes email and code. */
export function codeSteps(type, use) {
  const send = async email => {
    const answer = await callOpen('auth/send-code', { email, type });
    keep({ email, code: null, resendAt: Date.now() + answer.resend_after * 1000 });
  };
  form($('#ask'), async ({ email }) => {
    const address = email.trim();
    const again = address === state.email && state.resendAt > Date.now();
    if (!again) await send(address);
    $('#code').value = '';
    go('code');
  });
  form($('#check'), async ({ code }) => {
    const digits = code.replace(/\D/g, '');
    if (use) return use({ email: state.email, code: digits });
    await callOpen('auth/verify-code', { email: state.email, code: digits, type });
    keep({ code: digits });
    go('details');
  }, { check: () => checkCode($('#code')) });
  $('#resend').addEventListener('click', async ({ target }) => {
    if (target.disabled) return;
    target.disabled = true;
    const region = $('#check .notice');
    try {
      await send(state.email);
      notice(region, t('code.sent'), false);
    } catch (error) {
      if (error.retryAfter) keep({ resendAt: Date.now() + error.retryAfter * 1000 });
      notice(region, words(error));
    }
    countdown(target, state.resendAt ?? 0);
    $('#code').focus();
  });
  $('#other').addEventListener('click', () => go('email'));
  codeInput($('#code'));
  addEventListener('popstate', show);
  show();
}

/** Lets people paste a code with whatever is around it, and checks it as soon as it is complete. */
export function codeInput(input) {
  input.addEventListener('input', () => {
    const digits = input.value.replace(/\D/g, '').slice(0, 6);
    if (input.value !== digits) input.value = digits;
  });
}
