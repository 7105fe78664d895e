import {html, nothing} from 'lit';
import {languages} from './languages.js';

/** @param {import('./worklist-page.js').WorklistPage} page */
export function tools(page) {
  const {words, team, found} = page;
  const elsewhere = team !== null || found !== null;
  const tool = (name, act) => html`<button type="button" class="plain" @click=${act}>${words.say(name)}</button>`;
  return html`
    <button type="button" class="skip" @click=${() => page.querySelector('h1')?.focus()}>${words.say('worklist.skip')}</button>
    <header class="top">
      <p class="name">${words.say('worklist.title')}</p>
      <nav class="tools" aria-label=${words.say('tools.label')}>
        ${elsewhere ? tool('worklist.back', () => page.back()) : tool('worklist.reload', () => page.reload())}
        ${team === null ? tool('worklist.team', () => page.during(() => page.readTeam())) : nothing}
        ${elsewhere ? nothing : html`${tool('worklist.csv', () => page.copy('csv'))} ${tool('worklist.pdf', () => page.copy('pdf'))}`}
        ${tool('tools.close', () => page.end('worklist-left'))}
        ${languages(words, (language) => page.speak(language))}
      </nav>
    </header>
  `;
}
