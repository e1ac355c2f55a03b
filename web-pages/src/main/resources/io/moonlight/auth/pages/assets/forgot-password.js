import { $, callOpen, form, passwordRules, path } from './kit.js';
import { askAgain, codeSteps, entered, forget } from './code-steps.js';

const check = passwordRules($('#password'), $('#password-rules'), () => [entered().email]);

form($('#details'), async ({ password }) => {
  const { email, code } = entered();
  try {
    await callOpen('auth/reset-password', { email, code, new_password: password });
  } catch (error) {
    const bad = error.errors?.find(({ field }) => field === 'code');
    if (!bad) throw error;
    return askAgain(bad.message);
  }
  forget();
  sessionStorage.setItem('moonlight news', JSON.stringify({ key: 'sign-in.reset', address: email }));
  location.replace(`${path}/sign-in${location.search}`);
}, { check, fields: { new_password: 'password' } });

codeSteps('reset_password');
