import { Failure } from '../core/error.ts';

const UNITS = ['', 'k', 'm', 'g', 't'];
const SIZE = /^(?<number>\d+(?:\.\d+)?)\s*(?:(?<unit>[kmgt]?)(?<binary>i?)b?)?$/i;

/**
 * `LAYERWISE_CACHE_SIZE` in bytes: `200MB` is of thousands, `200MiB` of 1024s. Undefined where it is not set.
 *
 * @throws Failure when it is no size.
 */
export function cacheSize(env: NodeJS.ProcessEnv): number | undefined {
  const text = env['LAYERWISE_CACHE_SIZE']?.trim() ?? '';
  if (text === '') return undefined;
  const { number = '', unit = '', binary = '' } = SIZE.exec(text)?.groups ?? {};
  const bytes = Number.parseFloat(number) * (binary === '' ? 1000 : 1024) ** UNITS.indexOf(unit.toLowerCase());
  if (Number.isFinite(bytes) && (binary === '' || unit !== '')) return Math.floor(bytes);
  throw new Failure(
    'usage',
    `LAYERWISE_CACHE_SIZE is ${text}, which is no size`,
    'Give bytes, or a number with a unit, such as 200MB or 1GiB.',
  );
}
