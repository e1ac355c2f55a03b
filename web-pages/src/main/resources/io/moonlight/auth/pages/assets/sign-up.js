import { $, auth, checkUsername, form, passwordRules, problem, proceed } from './kit.js';
import { askAgain, codeSteps, entered, forget } from './code-steps.js';

const checkPassword = passwordRules($('#password'), $('#password-rules'), () => [entered().email, $('#username').value]);

form($('#details'), async ({ username, password }) => {
  try {
    await auth.register({ ...entered(), username, password });
  } catch (error) {
    const code = error.errors?.find(({ field }) => field === 'code');
    if (code) return askAgain(code.message);
    if (error.code !== 'CONFLICT' || !/用户名|username/i.test(error.message)) throw error;
    problem($('#username'), error.message);
    return $('#username').focus();
  }
  forget();
  proceed();
}, { check: () => [...checkUsername($('#username')), ...checkPassword()] });

codeSteps('register');
