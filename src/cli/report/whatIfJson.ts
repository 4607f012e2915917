import type { Analysis } from '../../core/analysis.ts';
import { formatPlatform } from '../../core/image/platform.ts';
import type { Joined } from '../../core/whatIf/joinLayers.ts';
import { stepsJson } from './stepJson.ts';
import type { WhatIf } from './whatIf.ts';

/** The answer for machines, version 1: stable, additions only. Documented in docs/report.md. */
export function whatIfJson(analysis: Analysis, answer: WhatIf): object {
  const { image, totals } = analysis;
  const { shippedBytes, visibleBytes, wastedBytes } = totals;
  return {
    schema: 'layerwise.what-if/1',
    image: { reference: image.reference, id: image.id, platform: formatPlatform(image.platform) },
    totals: { shippedBytes, visibleBytes, wastedBytes },
    answers: answersJson(analysis, answer),
  };
}

function answersJson(analysis: Analysis, answer: WhatIf): object[] {
  switch (answer.question) {
    case 'join':
      return [joinJson(analysis, answer.joined)];
    case 'suggest':
      return answer.joins.map((joined) => joinJson(analysis, joined));
    case 'without': {
      const { layers, ...bytes } = answer.without;
      return [{ question: 'without', layers, steps: stepsJson(analysis, layers), ...bytes }];
    }
  }
}

function joinJson(analysis: Analysis, { first, last, ...bytes }: Joined): object {
  const layers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const changes = { visibleChange: 0, wastedChange: 0 - bytes.savedBytes };
  return { question: 'join', layers, steps: stepsJson(analysis, layers), ...bytes, ...changes };
}
