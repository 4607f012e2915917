import { plural } from './countText.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * `built 3 days ago`, or `dated 1980-01-01` where the date does not tell when it was built: reproducible builds set it to
 * 1970, to 1980, or to a midnight. Null without a date.
 *
 * @param created of the image's config
 * @param now milliseconds since 1970
 */
export function ageText(created: string | undefined, now: number): string | null {
  const time = Date.parse(created ?? '');
  if (Number.isNaN(time)) return null;
  const age = now - time;
  if (time < FIRST_IMAGE || time % DAY === 0 || age < -MINUTE)
    return `dated ${new Date(time).toISOString().slice(0, 10)}`;
  return `built ${agoText(age)}`;
}

/** Docker came out in 2013. */
const FIRST_IMAGE = Date.UTC(2013, 0, 1);

function agoText(age: number): string {
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return `${plural(Math.floor(age / MINUTE), 'minute')} ago`;
  if (age < DAY) return `${plural(Math.floor(age / HOUR), 'hour')} ago`;
  const days = Math.floor(age / DAY);
  if (days < 60) return `${plural(days, 'day')} ago`;
  return days < 730 ? `${Math.floor(days / 30.44)} months ago` : `${Math.floor(days / 365.25)} years ago`;
}
