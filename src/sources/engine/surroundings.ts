import { open } from 'node:fs/promises';

/** What is known of the machine and its user: all that says where engines are. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The text of a small file; null where it cannot be read. */
  readonly readText: (path: string) => Promise<string | null>;
}

export function surroundings(env: NodeJS.ProcessEnv): Surroundings {
  return { env, platform: process.platform, readText };
}

/** Configurations have kilobytes. */
const MOST_BYTES = 1024 * 1024;

async function readText(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
