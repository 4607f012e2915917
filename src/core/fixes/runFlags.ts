import type { Step } from '../dockerfile/types.ts';

/** Mounts whose contents stay, or never change, from one RUN to the next. */
const LASTING = /(?:^|,)type=(?:cache|secret|ssh)(?:,|$)/;

/** Whether two RUNs have the same flags, and the second sees what the first would leave if they were one. */
export function sameMounts({ flags }: Step, { flags: others }: Step): boolean {
  const text = (of: Step['flags']): string => of.map(({ name, value }) => `${name}=${value}`).join(' ');
  if (text(flags) !== text(others)) return false;
  return flags.every(({ name, value }) => name !== 'mount' || LASTING.test(value) || isReadOnlyBind(value));
}

function isReadOnlyBind(value: string): boolean {
  const options = value.split(',');
  const type = options.find((option) => option.startsWith('type=')) ?? 'type=bind';
  return type === 'type=bind' && !options.some((option) => /^(?:rw|readwrite)(?:=|$)/.test(option));
}
