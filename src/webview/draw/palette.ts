import type { Paint } from './appearance.ts';

/** The colours of the picture, as the theme has them. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly folder: string;
  readonly focus: string;
  /** Those of the portrait, by their places. */
  readonly paints: readonly Paint[];
  readonly stripe: string;
  readonly isHighContrast: boolean;
  readonly font: string;
}

/** Asks the style sheet, whatever it says colours by: names, variables, mixtures, colours of the system. */
export function readPalette(element: HTMLElement, css: readonly string[]): Palette {
  const colors = colorReader(element);
  const isHighContrast = getComputedStyle(element).getPropertyValue('--lw-high-contrast').trim() === '1';
  const paint = (color: string): Paint => {
    const rgb = colors.read(color);
    return { fill: text(rgb), text: isLight(rgb) ? '#000' : '#fff' };
  };
  const palette: Palette = {
    background: text(colors.read('var(--lw-background)')),
    foreground: text(colors.read('var(--lw-foreground)')),
    folder: text(colors.read('var(--lw-folder)')),
    focus: text(colors.read('var(--lw-focus)')),
    paints: css.map(paint),
    stripe: text(colors.read('var(--lw-stripe)')),
    isHighContrast,
    font: getComputedStyle(element).fontFamily,
  };
  colors.close();
  return palette;
}

type Rgb = readonly [number, number, number, number];

/** A painted pixel tells what any colour is. */
function colorReader(element: HTMLElement): { read(css: string): Rgb; close(): void } {
  const probe = element.appendChild(document.createElement('span'));
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  return {
    read(css) {
      probe.style.color = css;
      if (context === null) return [128, 128, 128, 255];
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = getComputedStyle(probe).color;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha];
    },
    close: () => probe.remove(),
  };
}

function text([red, green, blue, alpha]: Rgb): string {
  return `rgb(${red} ${green} ${blue} / ${alpha / 255})`;
}

/**
 * Whether black is read better on it than white.
 * https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
function isLight([red, green, blue]: Rgb): boolean {
  const [r, g, b] = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
