import {html} from 'lit';

/**
 * Looks for clients by name, birth date or record number. The record is asked; nothing of it is kept.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function findForm(page) {
  const {words, found} = page;
  const send = (event) => {
    event.preventDefault();
    page.find(String(new FormData(event.target).get('text')).trim());
  };
  return html`
    <form class="find" role="search" @submit=${send}>
      <label for="find">${words.say('find.label')}</label>
      <span class="row">
        <input type="search" id="find" name="text" maxlength="100" autocomplete="off" .value=${found?.text ?? ''}>
        <button type="submit">${words.say('find.do')}</button>
      </span>
    </form>
  `;
}
