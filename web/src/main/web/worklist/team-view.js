import {html} from 'lit';
import {icon} from './icons.js';

const FIGURES = ['clients', 'unseen', 'older', 'cleared'];

/**
 * How the work lies, without anybody's name. Where there are few, not even how many is told.
 *
 * @param {import('./worklist-page.js').WorklistPage} page
 */
export function teamView({words, team}) {
  return html`
    <section class="team">
      <div class="head">
        <div>
          <h1 tabindex="-1">${words.say('team.title')}</h1>
          <p class="soft">${words.say('worklist.asOf', {date: words.moment(team.asOf), zone: team.zone})}</p>
          <p>${words.say('team.about', {smallest: team.smallest})}</p>
        </div>
      </div>
      ${team.known ? table(words, team) : html`<div class="calm"><p class="sign">${icon('shield')}</p><p>${words.say('team.unknown')}</p></div>`}
    </section>
  `;
}

const table = (words, {rows, smallest}) => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${words.say('team.title')}>
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">${words.say('team.matter')}</th>
          ${FIGURES.map((figure) => html`<th scope="col">${words.say(`team.${figure}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => html`
          <tr>
            <th scope="row">${row.matterText}</th>
            ${FIGURES.map((figure) => html`<td>${row[figure] === null ? html`<span class="soft">${words.say('team.few', {smallest})}</span>` : words.written(row[figure])}</td>`)}
          </tr>
        `)}
      </tbody>
    </table>
  </div>
`;
