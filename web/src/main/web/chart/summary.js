import {html} from 'lit';

/**
 * The same facts in words for the client, to be read together or printed.
 *
 * @param {import('./page.js').Page} page
 */
export function summaryView({summary, words}) {
  return html`
    <article class="summary">
      <h1 tabindex="-1">${summary.title}</h1>
      <p class="soft">${words.say('summary.about', {date: words.day(summary.asOf)})}</p>
      ${summary.paragraphs.map(({heading, sentences}) => html`
        <section>
          <h2>${heading}</h2>
          ${sentences.map((sentence) => html`<p>${sentence}</p>`)}
        </section>
      `)}
    </article>
  `;
}
