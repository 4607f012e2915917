import { type Connection, DidChangeConfigurationNotification } from 'vscode-languageserver';
import { parseSettings, type Settings } from '../settings/settings.ts';
import type { ClientTraits } from './clientTraits.ts';
import { showWarning } from './messages.ts';
import { unlessGone } from './unlessGone.ts';

/** The user's settings, asked of the client once for each document and kept until they change. */
export interface ClientSettings {
  of(uri: string): Promise<Settings>;
  /** Of a document that was closed. */
  readonly forget: (uri: string) => void;
  /** After the client is initialized. */
  follow(onChange: () => void): void;
}

/**
 * A client that cannot be asked, or has none, gives them at its start or with the notification of their change, below
 * `layerwise`.
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
      showWarning(connection, text);
    }
    return settings;
  }

  async function asked(uri: string): Promise<Settings> {
    if (!traits.configuration) return checked(pushed);
    try {
      const item = { section: SECTION, ...(uri === '' ? {} : { scopeUri: uri }) };
      const given: unknown = await connection.workspace.getConfiguration(item);
      return checked(given ?? pushed);
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
    forget: (uri) => void known.delete(uri),
    follow(onChange) {
      connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
        if (typeof settings === 'object' && settings !== null && SECTION in settings) pushed = settings[SECTION];
        known.clear();
        onChange();
      });
      if (!traits.configurationChanges) return;
      unlessGone(connection.client.register(DidChangeConfigurationNotification.type, { section: SECTION }));
    },
  };
}

const SECTION = 'layerwise';
