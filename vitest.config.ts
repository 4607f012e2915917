import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['test/support/buildProduct.ts'],
    include: ['test/**/*.test.ts'],
    // Generous, because a loaded machine is no failure; that work ends is shown by its ending at all.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
