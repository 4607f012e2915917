import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { project } from '../server/project.ts';
import { installed } from './installed.ts';
import { workbench } from './page.ts';
import { picture } from './pictures/picture.ts';
import { vscodeServer } from './vscodeServer.ts';
import { newPage, ourErrors, startBrowser, workbenchUrl } from './workbench.ts';

const there = installed();

const DOCKERFILE = `FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:1.29
COPY --from=build /app/dist /usr/share/nginx/html
COPY conf/nginx.conf /etc/nginx/
ADD https://example.com/GeoLite2.mmdb /var/lib/geo/
`;

const bytes = (count: number): string => 'x'.repeat(count);

const FILES = {
  Dockerfile: DOCKERFILE,
  '.dockerignore': 'dist\n**/*.log\n',
  'package.json': bytes(1_240),
  'package-lock.json': bytes(212_000),
  'conf/nginx.conf': bytes(1_900),
  'conf/.env.production': 'TOKEN=1\n',
  'src/main.ts': bytes(8_200),
  'src/views/list.ts': bytes(14_000),
  'assets/hero.webp': bytes(2_400_000),
  'node_modules/left-pad/index.js': bytes(3_100_000),
  '.git/objects/pack/pack-1.pack': bytes(5_700_000),
  'dist/main.js': bytes(40_000),
};

test.skipIf(typeof there === 'string')(
  `a Dockerfile without an image has its forecast${typeof there === 'string' ? `: skipped, ${there}` : ''}`,
  async () => {
    if (typeof there === 'string') return;
    const folder = await project(FILES);
    const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock', CONTAINER_HOST: 'unix:///nowhere/podman.sock' };
    const server = await vscodeServer(there, { env: nowhere });
    const browser = await startBrowser(there);
    onTestFinished(async () => {
      await browser.close();
      server.stop();
    });
    const page = await newPage(browser);
    const errors = ourErrors(page);
    await page.goto(workbenchUrl(server, { folder, open: join(folder, 'Dockerfile'), development: true }));
    const bench = workbench(page);
    expect(await bench.lenses()).toEqual([
      'forecast: 2 files · 213 kB from the context',
      'forecast: 11 files · 11.4 MB from the context',
      'forecast: 1 file · 1.9 kB from the context',
      'forecast: 1 download',
    ]);

    await bench.clickLens('11 files');
    // Problems at the line come first, ours a moment later.
    await page.locator('.monaco-hover:visible', { hasText: 'Largest folders' }).waitFor();
    await picture(page, 'forecast');

    // The editor sees that the file changed, though it does not have it open.
    writeFileSync(join(folder, 'conf/nginx.conf'), bytes(7_000));
    await page.locator('.codelens-decoration a', { hasText: '1 file · 7 kB' }).waitFor();
    expect(errors).toEqual([]);
  },
);
