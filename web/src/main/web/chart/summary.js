import {html, nothing} from 'lit';

/**
 * The same facts in words for the client, to be read together or printed.
 *
 * @param {import('./page.js').Page} page
 */
export function summaryView({summary, words}) {
  return html`
    <article class="summary">
      <h1 tabindex="-1">${summary.heading ?? words.say('summary.title')}</h1>
      <p class="soft">${words.say('summary.about', {date: words.day(summary.asOf)})}</p>
      ${summary.sections.map(({heading, paragraphs}) => html`
        <section>
          ${heading ? html`<h2>${heading}</h2>` : nothing} ${paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}
        </section>
      `)}
    </article>
  `;
}
