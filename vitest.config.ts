import { defineConfig } from 'vitest/config';

// Generous, because a loaded machine is no failure; that work ends is shown by its ending at all.
const patient = { testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    // One a processor: by default vitest leaves one idle, which is half of a small machine.
    maxWorkers: '100%',
    globalSetup: ['test/support/buildProduct.ts'],
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: ['test/vscode/**', 'test/engines/**', 'test/registry/**'],
          ...patient,
        },
      },
      {
        // Engines share a store and a machine: one build at a time.
        test: {
          name: 'engines',
          include: ['test/engines/**/*.test.ts', 'test/registry/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          ...patient,
        },
      },
      {
        // Editors take the whole machine: one at a time, when all else is done.
        test: {
          name: 'vscode',
          include: ['test/vscode/**/*.test.ts'],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
          ...patient,
          testTimeout: 180_000,
          // A click that comes while the editor draws anew is lost.
          retry: 1,
        },
      },
    ],
  },
});
