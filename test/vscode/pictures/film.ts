import type { Locator, Page } from 'playwright-core';
import { type Shot, shotsToGif } from './shotsToGif.ts';

/** A film of a page: pictures that are taken one after the other, each shown as long as it says, however long it took. */
export interface Film {
  /** Puts pointer and caption into the page: at the beginning, and after it was loaded again. */
  begin(): Promise<void>;
  /** Says below what is to be seen. */
  caption(text: string): Promise<void>;
  /** Brings the mouse there, so that it is seen to go. */
  point(place: Locator): Promise<void>;
  /** @param seconds How long it is shown. */
  shot(seconds: number): Promise<void>;
  gif(): Uint8Array;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const STEPS = 5;
const STEP_SECONDS = 0.06;

/** @param top Pixels of the page that are left out above. */
export function film(page: Page, top: number): Film {
  const shots: Shot[] = [];
  let mouse: Point = { x: 900, y: 500 };
  const move = async (to: Point): Promise<void> => {
    mouse = to;
    await page.mouse.move(to.x, to.y);
    await page.evaluate(movePointer(to));
  };
  const shot = async (seconds: number): Promise<void> => {
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    const png = await page.screenshot({ clip: { x: 0, y: top, width, height: height - top } });
    shots.push({ png, milliseconds: Math.round(seconds * 1000) });
  };
  return {
    shot,
    async begin() {
      await page.evaluate(DRAW);
      await move(mouse);
    },
    async caption(text) {
      await page.evaluate(`document.getElementById('film-caption').textContent = ${JSON.stringify(text)}`);
    },
    async point(place) {
      const box = await place.boundingBox();
      if (box === null) throw new Error(`${place.toString()} is not to be seen`);
      const from = mouse;
      const to = { x: box.x + Math.min(box.width / 2, 60), y: box.y + box.height / 2 };
      for (let step = 1; step <= STEPS; step++) {
        const part = step / STEPS;
        await move({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
        if (step < STEPS) await shot(STEP_SECONDS);
      }
    },
    gif: () => shotsToGif(shots),
  };
}

/** Runs in the page: a pointer, for pictures of a page have none, and a line for what is said. The page takes no markup. */
const DRAW = `(() => {
  const above = 'position: fixed; z-index: 1000000; pointer-events: none;';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.id = 'film-pointer';
  svg.setAttribute('viewBox', '0 0 16 24');
  svg.style.cssText = above + 'width: 18px; height: 27px;';
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M1 1 L1 18 L5.2 14.2 L8.2 21.5 L11 20.3 L8 13.2 L13.6 13.2 Z');
  path.setAttribute('fill', '#fff');
  path.setAttribute('stroke', '#000');
  svg.append(path);
  const caption = document.createElement('div');
  caption.id = 'film-caption';
  caption.style.cssText = above + 'left: 0; right: 0; bottom: 34px; margin: 0 auto; width: fit-content; max-width: 90%;' +
    'padding: 10px 22px; border-radius: 8px; background: #0f5a8a; color: #fff; font: 600 19px "Liberation Sans", sans-serif;' +
    'box-shadow: 0 3px 14px rgba(0, 0, 0, 0.6);';
  document.body.append(caption, svg);
})()`;

const movePointer = ({ x, y }: Point): string =>
  `document.getElementById('film-pointer').style.transform = 'translate(${x}px, ${y}px)';
   document.getElementById('film-pointer').style.left = '0'; document.getElementById('film-pointer').style.top = '0';`;
