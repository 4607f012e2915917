import type { FixName } from '../../src/core/fixes/fix.ts';

/** What stands behind `FROM scratch` and a base with a shell, and which fix it needs. */
export interface FixCase {
  readonly name: string;
  readonly dockerfile: string;
  /** What stands before that, such as directives. */
  readonly head?: string;
  readonly fix: FixName;
  /** What the fix is to take away. */
  readonly gone?: readonly string[];
}

export const fixCases: readonly FixCase[] = [
  {
    name: 'removes a file in the line that wrote it',
    dockerfile: `RUN fill /big 300
# it was only needed above
RUN rm /big
`,
    fix: 'remove-earlier',
  },
  {
    name: 'removes by a pattern, relative to the folder, past lines that cannot tell',
    dockerfile: `WORKDIR /work
RUN fill parts/a.tar 200 \\
 && fill parts/b.tar 100 \\
 && fill parts/keep 10
ENV NAME=value
COPY app /app
LABEL some=label
RUN rm parts/*.tar && fill /other 20
`,
    fix: 'remove-earlier',
  },
  {
    name: 'joins RUNs of which a later one overwrites',
    dockerfile: `RUN fill /data 200 && \\
    fill /kept 10
RUN echo between > /between

# again, and larger
RUN fill /data 300
`,
    fix: 'join-runs',
  },
  {
    name: 'joins what ends at the first failure',
    dockerfile: `RUN set -eux; \\
    fill /data/one 200; \\
    fill /data/two 100
RUN set -eux; \\
    for file in /data/*; do \\
      chmod 600 "$file"; \\
    done; \\
    echo done > /done
`,
    fix: 'join-runs',
  },
  {
    name: 'joins in a Dockerfile from Windows, with another escape character',
    dockerfile: ['RUN fill /data 200 `', '    && fill /kept 10', 'RUN chmod 600 /data', ''].join('\r\n'),
    head: '# escape=`\r\n',
    fix: 'join-runs',
  },
  {
    name: 'clears the lists and packages of apt',
    dockerfile: `RUN apt-get update && apt-get install -y hello
RUN echo later > /later
`,
    fix: 'clean-cache',
    gone: ['var/cache/apt', 'var/lib/apt'],
  },
  {
    name: 'keeps apk from its index',
    dockerfile: `RUN if true; then apk add hello; fi; \\
    # twice, so that both are seen
    apk -q add world
`,
    fix: 'clean-cache',
    gone: ['var/cache/apk', 'var/cache'],
  },
  {
    name: 'clears the cache of dnf',
    dockerfile: 'RUN dnf install -y hello \\\n && echo installed\n',
    fix: 'clean-cache',
    gone: ['var/cache/dnf'],
  },
  {
    name: 'keeps pip from its cache',
    dockerfile: 'RUN pip install \\\n      hello\n',
    fix: 'clean-cache',
    gone: ['root/.cache'],
  },
  {
    name: 'clears the cache of npm',
    dockerfile: 'WORKDIR /srv\nRUN npm ci\n',
    fix: 'clean-cache',
    gone: ['root/.npm'],
  },
  {
    name: 'has the cache of pip in a mount',
    dockerfile: 'RUN pip install hello\n',
    fix: 'cache-mount',
    gone: ['root/.cache'],
  },
  {
    name: 'has the caches of apt in two mounts',
    dockerfile: 'RUN --network=none apt-get update && \\\n    apt-get install -y hello\n',
    fix: 'cache-mount',
    gone: ['var/cache', 'var/lib'],
  },
  {
    name: 'copies with the owner',
    dockerfile: `RUN echo 'app:x:1000:1001::/app:/bin/sh' >> /etc/passwd && echo 'app:x:1001:' >> /etc/group
WORKDIR /srv
COPY app ./code/
COPY app/data.bin code/more/data.bin
WORKDIR /srv/code
RUN chown -R app:app /srv/code
`,
    fix: 'copy-with-owner',
  },
  {
    name: 'copies with the owner, whose group stays',
    dockerfile: 'COPY app /app\nRUN chown -R 1000 /app\n',
    fix: 'copy-with-owner',
  },
  {
    name: 'copies a file with its mode',
    dockerfile:
      'COPY app/data.bin /bin/\nUSER 0\nCOPY app/data.bin /usr/local/bin/tool\nRUN chmod +x /usr/local/bin/tool\nENV X=y\n',
    fix: 'copy-with-mode',
  },
  {
    name: 'copies a folder with its mode',
    dockerfile: 'COPY app /app\nRUN chmod -R 750 /app\n',
    fix: 'copy-with-mode',
  },
  {
    name: 'leaves a folder out of the context',
    dockerfile: 'COPY app /app\nCOPY . /all/\n',
    fix: 'ignore-files',
    gone: ['all/app/.git', 'app/.git', 'all/.dockerignore'],
  },
];
