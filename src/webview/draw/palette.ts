/** The colours of the picture, as the theme has them. */
export interface Palette {
  readonly background: string;
  readonly foreground: string;
  readonly folder: string;
  readonly focus: string;
  /** Visible files: added, overwrote a file, shipped again. */
  readonly visible: readonly [Paint, Paint, Paint];
  /** Wasted files: removed, overwritten, shipped again. */
  readonly wasted: readonly [Paint, Paint, Paint];
  /** One for each layer. */
  readonly layers: readonly Paint[];
  /** Stripes on what is wasted. */
  readonly stripe: string;
  readonly isHighContrast: boolean;
  readonly font: string;
}

export interface Paint {
  readonly fill: string;
  /** What can be read on it. */
  readonly text: string;
}

const VISIBLE = ['--lw-added', '--lw-modified', '--lw-again'] as const;
const WASTED = ['--lw-removed', '--lw-overwritten', '--lw-repeated'] as const;

/** Asks the style sheet, whatever it says colours by: names, variables, mixtures, colours of the system. */
export function readPalette(element: HTMLElement, isBase: readonly boolean[]): Palette {
  const colors = colorReader(element);
  const isHighContrast = getComputedStyle(element).getPropertyValue('--lw-high-contrast').trim() === '1';
  const paint = (css: string): Paint => {
    const rgb = colors.read(css);
    return { fill: text(rgb), text: isLight(rgb) ? '#000' : '#fff' };
  };
  const lightness = isLight(colors.read('var(--lw-background)')) ? 68 : 38;
  const [added, modified, again] = VISIBLE.map((name) => paint(`var(${name})`));
  const [removed, overwritten, repeated] = WASTED.map((name) => paint(`var(${name})`));
  const palette: Palette = {
    background: text(colors.read('var(--lw-background)')),
    foreground: text(colors.read('var(--lw-foreground)')),
    folder: text(colors.read('var(--lw-folder)')),
    focus: text(colors.read('var(--lw-focus)')),
    visible: [added, modified, again],
    wasted: [removed, overwritten, repeated],
    layers: isBase.map((base, layer) =>
      isHighContrast ? added : paint(base ? `hsl(220 6% ${lightness}%)` : `hsl(${hueOf(layer)} 45% ${lightness}%)`),
    ),
    stripe: text(colors.read('var(--lw-stripe)')),
    isHighContrast,
    font: getComputedStyle(element).fontFamily,
  };
  colors.close();
  return palette;
}

/** Neighbours differ most: each turns on by the golden angle. */
export function hueOf(layer: number): number {
  return Math.round(200 + layer * 137.508) % 360;
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
