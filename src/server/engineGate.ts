import type { InitializationOptions } from '../protocol/serverRequests.ts';
import type { ClientSettings } from './editor/clientSettings.ts';

/** Whether engines may be asked: only where the user trusts the workspace, and does not forbid it. */
export interface EngineGate {
  /** A sentence that says why not; null when they may. */
  closed(): Promise<string | null>;
  readonly isTrusted: () => boolean;
  /** The user has come to trust the workspace. */
  trust(): void;
}

export function engineGate(settings: ClientSettings, { trusted }: InitializationOptions): EngineGate {
  let isTrusted = trusted;
  return {
    async closed() {
      if (!isTrusted) return 'Docker and Podman are not asked, because this workspace is not trusted.';
      const { engines } = await settings.of('');
      return engines.enabled ? null : 'Docker and Podman are not asked, because layerwise.engines.enabled is off.';
    },
    isTrusted: () => isTrusted,
    trust() {
      isTrusted = true;
    },
  };
}
