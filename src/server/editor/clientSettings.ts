import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { parseSettings, type Settings } from '../settings/settings.ts';
import type { ClientTraits } from './clientTraits.ts';

/** The user's settings, asked of the client once for each document and kept until they change. */
export interface ClientSettings {
  of(uri: string): Promise<Settings>;
  /** After the client is initialized. */
  follow(onChange: () => void): void;
}

/**
 * A client that cannot be asked gives them at its start, or with the notification of their change, below `layerwise`.
 * Wrong ones are told once and ignored.
 */
export function clientSettings(connection: Connection, traits: ClientTraits, initial: unknown): ClientSettings {
  const known = new Map<string, Promise<Settings>>();
  const told = new Set<string>();
  let pushed: unknown = initial;

  function checked(value: unknown): Settings {
    const { settings, problems } = parseSettings(value);
    for (const { key, message } of problems) {
      const text = `${key}: ${message}`;
      if (told.has(text)) continue;
      told.add(text);
      connection.window.showWarningMessage(`Layerwise: ${text}`);
    }
    return settings;
  }

  async function asked(uri: string): Promise<Settings> {
    if (!traits.configuration) return checked(pushed);
    try {
      return checked(await connection.workspace.getConfiguration({ scopeUri: uri, section: SECTION }));
    } catch {
      return checked(pushed);
    }
  }

  return {
    of(uri) {
      const settings = known.get(uri) ?? asked(uri);
      known.set(uri, settings);
      return settings;
    },
    follow(onChange) {
      connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
        if (typeof settings === 'object' && settings !== null && SECTION in settings) pushed = settings[SECTION];
        known.clear();
        onChange();
      });
      if (!traits.configurationChanges) return;
      void connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION });
    },
  };
}

const SECTION = 'layerwise';
