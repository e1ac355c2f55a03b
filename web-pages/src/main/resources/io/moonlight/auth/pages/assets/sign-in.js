import { $, auth, form, notice, proceed, t } from './kit.js';

const element = $('#sign-in');
const email = $('#email');

/** What the page before has to say: a password was reset, an account deleted, a session ended. */
const news = sessionStorage.getItem('moonlight news');
if (news) {
  sessionStorage.removeItem('moonlight news');
  const { key, address } = JSON.parse(news);
  email.value = address ?? '';
  notice($('.notice', element), t(key), key === 'sign-in.ended');
}
(email.value ? $('#password') : email).focus();

form(element, async fields => {
  await auth.login({ email: fields.email, password: fields.password });
  proceed();
});

auth.isSignedIn().then(signedIn => signedIn && proceed(), () => {});
