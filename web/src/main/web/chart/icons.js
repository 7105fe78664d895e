import {svg, html} from 'lit';

/** Each is drawn on 16 by 16 in the colour of the text beside it, and is always beside a text. */
const SHAPES = {
  // How much attention something asks for.
  PRIORITY: svg`<path class="solid" d="M8 1.2 14.8 8 8 14.8 1.2 8Z"/><path class="cut" d="M8 4.6v4M8 10.9v.1"/>`,
  REVIEW: svg`<path d="M1.2 8S3.7 3.4 8 3.4 14.8 8 14.8 8 12.3 12.6 8 12.6 1.2 8 1.2 8Z"/><circle class="solid" cx="8" cy="8" r="2"/>`,
  INFO: svg`<circle cx="8" cy="8" r="6.4"/><path d="M8 7.3v4M8 4.7v.1"/>`,
  PROMPT: svg`<path d="M2 2.8h12v8.4H7.6L4.4 14v-2.8H2Z"/>`,
  // How far it has come.
  OPEN: svg`<circle cx="8" cy="8" r="5.4"/>`,
  ACKNOWLEDGED: svg`<path d="m2.4 8.6 3.6 3.6 7.6-8.4"/>`,
  SNOOZED: svg`<circle cx="8" cy="8" r="6.4"/><path d="M8 4.2V8l2.6 1.8"/>`,
  DISMISSED: svg`<circle cx="8" cy="8" r="6.4"/><path d="M4.8 8h6.4"/>`,
  RESOLVED: svg`<circle cx="8" cy="8" r="6.4"/><path d="m5 8.2 2.2 2.2L11.2 6"/>`,
  contested: svg`<path d="M2 2.8h12v8.4H7.6L4.4 14v-2.8H2Z"/><path d="M5 7h6"/>`,
  held: svg`<path d="M1.2 8S3.7 3.4 8 3.4 14.8 8 14.8 8 12.3 12.6 8 12.6 1.2 8 1.2 8Z"/><path d="m3 13.4 10-10.8"/>`,
  person: svg`<circle cx="8" cy="5" r="2.8"/><path d="M2.6 14c.4-3.2 2.4-4.8 5.4-4.8s5 1.6 5.4 4.8"/>`,
  // What a piece of evidence is.
  session: svg`<path d="M2.2 3.6h11.6v10H2.2ZM2.2 6.6h11.6M5.2 2v3M10.8 2v3"/>`,
  score: svg`<path d="M2 13.8h12M3.6 11l3-3.4 2.6 2 3.8-5.4"/>`,
  'check-in': svg`<path d="M3 1.8h10v12.4H3ZM5.4 5.4h5.2M5.4 8.2h5.2M5.4 11h3"/>`,
  contact: svg`<path d="M2 3.6h12v8.8H2ZM2 4l6 4.8L14 4"/>`,
  goal: svg`<path d="M3.6 14.4V2M3.6 2.6h8.6L10.4 5.4l1.8 2.8H3.6"/>`,
  form: svg`<path d="M3 1.8h10v12.4H3ZM5.4 5.4h5.2M5.4 8.2h5.2M5.4 11h3"/>`,
  record: svg`<path d="M3 1.8h6.4L13 5.4v8.8H3ZM9.4 1.8v3.6H13"/>`,
  // The page's own.
  open: svg`<path d="m3.6 6 4.4 4.4L12.4 6"/>`,
  out: svg`<path d="M6.4 3H3v10h10V9.6M9 2.6h4.4V7M13 3 7.4 8.6"/>`,
  quiet: svg`<path d="M13.4 9.6A6 6 0 0 1 6.4 2.6a6 6 0 1 0 7 7Z"/>`,
  idea: svg`<path d="M5.4 10.4C4 9.4 3.4 8.2 3.4 6.6a4.6 4.6 0 0 1 9.2 0c0 1.6-.6 2.8-2 3.8v1.4H5.4ZM6.2 14.2h3.6"/>`,
  shield: svg`<path d="M8 1.6 13.4 3.8v4c0 3-2 5.4-5.4 6.6-3.4-1.2-5.4-3.6-5.4-6.6v-4Z"/>`,
  door: svg`<path d="M3.4 14.4V1.8h9.2v12.6M1.6 14.4h12.8M10 8v.1"/>`,
  cloud: svg`<path d="M4.6 12.6a3 3 0 0 1-.2-6A4 4 0 0 1 12 6.4a3.2 3.2 0 0 1-.4 6.2ZM2 2l12 12"/>`,
  stop: svg`<path d="M5 1.6h6L14.4 5v6L11 14.4H5L1.6 11V5Z"/><path d="M8 4.6v4M8 11.2v.1"/>`,
  leaf: svg`<path d="M13.8 2.2C7 2 3 4.4 3 8.8c0 2.2 1.4 3.8 3.8 3.8 4.8 0 7-4 7-10.4ZM2.2 14.4C4 10.6 6.4 8 10 6"/>`,
};

/**
 * @param {keyof typeof SHAPES} name
 */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">${SHAPES[name] ?? SHAPES.INFO}</svg>`;
