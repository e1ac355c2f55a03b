/** What the pages of a development server share. */
import { el, say } from './kit.js';

/** Copies what `text` returns when the button is clicked, and says so on the button for a moment. */
export function copies(button, text) {
  let timer;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text());
    say(button, 'copied');
    clearTimeout(timer);
    timer = setTimeout(() => say(button, 'copy'), 1500);
  });
  return button;
}

/** Makes such a button. */
export const copyButton = (text, label) => copies(el('button', { type: 'button', class: 'quiet', t: 'copy', 'aria-describedby': label }), text);
