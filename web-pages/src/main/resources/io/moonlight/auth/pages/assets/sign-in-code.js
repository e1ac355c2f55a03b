import { auth, proceed } from './kit.js';
import { codeSteps, forget } from './code-steps.js';

codeSteps('login', async fields => {
  await auth.loginByCode(fields);
  forget();
  proceed();
});

auth.isSignedIn().then(signedIn => signedIn && proceed(), () => {});
