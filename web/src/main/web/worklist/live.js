const EVERY = 15_000;
const LONGEST = 300_000;

/**
 * Looks again and again while the page is seen; less and less often while nobody answers. It keeps nothing open, and whoever does not see
 * the page has nothing asked for them.
 */
export class Live {
  /**
   * @param {() => Promise<boolean>} look whether there was an answer
   */
  constructor(look) {
    this.look = look;
    this.wait = EVERY;
    this.turned = () => (document.visibilityState === 'visible' ? this.now() : clearTimeout(this.timer));
  }

  start() {
    this.stop();
    document.addEventListener('visibilitychange', this.turned);
    this.runs = true;
    this.wait = EVERY;
    this.later();
  }

  stop() {
    this.runs = false;
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.turned);
  }

  later() {
    clearTimeout(this.timer);
    if (this.runs && document.visibilityState === 'visible') {
      this.timer = setTimeout(() => this.now(), this.wait);
    }
  }

  async now() {
    clearTimeout(this.timer);
    const answered = await this.look();
    this.wait = answered ? EVERY : Math.min(this.wait * 2, LONGEST);
    this.later();
  }
}
