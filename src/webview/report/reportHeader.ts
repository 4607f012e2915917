import type { ReportData } from '../../core/picture/reportTypes.ts';
import { bytesText } from '../../core/words/bytesText.ts';
import { plural } from '../../core/words/countText.ts';
import { percentText } from '../../core/words/percentText.ts';
import { showControls } from '../../core/words/showControls.ts';
import { element } from '../element.ts';

/** Which image it is, and what it all comes to. */
export function reportHeader(data: ReportData): HTMLElement {
  const { image, totals, layers } = data;
  const facts = [
    image.platform,
    plural(layers.length, 'layer'),
    ...(image.created ? [`built ${image.created.slice(0, 10)}`] : []),
    image.id.slice(0, 'sha256:'.length + 12),
  ];
  return element(
    'header',
    { class: 'lw-header' },
    element('h1', {}, showControls(data.name)),
    element('p', { class: 'lw-facts' }, facts.map(showControls).join(' · ')),
    element('p', { class: 'lw-facts' }, dockerfileText(data)),
    element(
      'dl',
      { class: 'lw-figures' },
      ...figure('Efficiency', percentText(totals.efficiency), 'visible of shipped'),
      ...figure(
        'Wasted',
        bytesText(totals.wastedBytes),
        shareText(totals.wastedBytes, totals.shippedBytes),
        totals.wastedBytes > 0,
      ),
      ...figure('Shipped', bytesText(totals.shippedBytes), `in ${plural(layers.length, 'layer')}`),
      ...figure('To pull', bytesText(totals.blobBytes), 'compressed'),
    ),
    efficiencyBar(totals.efficiency),
  );
}

function dockerfileText({ dockerfile, image }: ReportData): string {
  if (dockerfile === null) return `${showControls(image.reference)} · no Dockerfile`;
  const stage = dockerfile.stage === null ? '' : `, stage ${showControls(dockerfile.stage)}`;
  const origin = dockerfile.recorded ? ', as the builder recorded it in the image' : '';
  return `${showControls(dockerfile.path)}${stage}${origin}`;
}

function figure(name: string, value: string, note: string, isBad = false): HTMLElement[] {
  return [
    element(
      'div',
      { class: isBad ? 'lw-figure lw-bad' : 'lw-figure' },
      element('dt', {}, name),
      element('dd', {}, value),
      element('dd', { class: 'lw-note' }, note),
    ),
  ];
}

function shareText(bytes: number, whole: number): string {
  return whole === 0 ? '' : percentText(bytes / whole);
}

function efficiencyBar(efficiency: number): HTMLElement {
  const visible = element('span', { class: 'lw-visible' });
  const wasted = element('span', { class: 'lw-wasted' });
  visible.style.width = `${efficiency * 100}%`;
  wasted.style.width = `${(1 - efficiency) * 100}%`;
  return element('div', { class: 'lw-efficiency', 'aria-hidden': 'true' }, visible, wasted);
}
