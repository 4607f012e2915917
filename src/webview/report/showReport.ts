import type { ReportData } from '../../core/picture/reportTypes.ts';
import { pictureTexts } from '../../core/words/pictureTexts.ts';
import { showControls } from '../../core/words/showControls.ts';
import { element } from '../element.ts';
import { imagePortrait } from '../portraits/image/imagePortrait.ts';
import { showPicture } from '../showPicture.ts';
import { findingsSection } from './findingsSection.ts';
import { reportHeader } from './reportHeader.ts';
import { stepsSection } from './stepsSection.ts';
import { warningsSection, wasteSection } from './wasteSection.ts';

/** A page of its own: what it shows stands in it as data. */
export function showReport(root: HTMLElement): void {
  const data = JSON.parse(document.getElementById('data')?.textContent ?? '') as ReportData;
  document.title = `${showControls(data.name)} – Layerwise`;
  const place = element('div', { class: 'lw-frame' });
  root.replaceChildren(
    reportHeader(data),
    element('section', { 'aria-label': 'Picture of the image', class: 'lw-section lw-picture-section' }, place),
    ...findingsSection(data),
    stepsSection(data),
    ...wasteSection(data),
    ...warningsSection(data),
    element('footer', {}, `Layerwise ${data.version}`),
  );
  const shown = showPicture(place, imagePortrait(data, pictureTexts), {
    onOpen: null,
    onGoTo: null,
    onSelect: (step) => markStep(root, step),
    onLook: () => undefined,
  });
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)', 'print']) {
    matchMedia(query).addEventListener('change', () => shown.restyle());
  }
}

/** The rows of the table that the selected layer belongs to. */
function markStep(root: HTMLElement, layer: number | null): void {
  for (const row of root.querySelectorAll<HTMLElement>('[data-layers]')) {
    const layers = (row.dataset['layers'] ?? '').split(' ');
    row.classList.toggle('lw-selected', layer !== null && layers.includes(String(layer)));
  }
}
