import { describe, expect, test } from 'vitest';
import { parseDockerfile } from '../../../src/core/dockerfile/parseDockerfile.ts';
import type { HistoryEntry } from '../../../src/core/image/types.ts';
import { mapSteps } from '../../../src/core/mapping/mapSteps.ts';
import { imageOf } from './record.ts';

interface Row {
  readonly name: string;
  /** The lines before the instruction in question, the first being FROM. */
  readonly before?: string;
  readonly line: string;
  readonly recorded: string;
  readonly entry?: Partial<HistoryEntry>;
  /** History before it. */
  readonly earlier?: readonly string[];
}

const buildkit: Partial<HistoryEntry> = { comment: 'buildkit.dockerfile.v0' };

/** The instruction is found, with `high`. */
const found: readonly Row[] = [
  { name: 'BuildKit RUN', line: 'RUN make', recorded: 'RUN /bin/sh -c make # buildkit' },
  {
    name: 'build arguments before the command',
    before: 'FROM x\nARG A\nARG B',
    line: 'RUN make',
    recorded: 'RUN |2 A=1 B=2 /bin/sh -c make # buildkit',
  },
  {
    name: 'a build argument with blanks',
    before: 'FROM x\nARG A',
    line: 'RUN make',
    recorded: 'RUN |1 A=one or two /bin/sh -c make # buildkit',
  },
  {
    name: 'continuations laid out anew',
    line: 'RUN a && \\\n  # why\n        b',
    recorded: 'RUN /bin/sh -c a &&     b # buildkit',
  },
  {
    name: 'quotes that do not pair',
    line: "RUN a \\\n  && echo don't",
    recorded: "RUN /bin/sh -c a   && echo don't # buildkit",
  },
  { name: 'exec form', line: 'RUN ["/bin/tool", "a b"]', recorded: 'RUN /bin/tool a b # buildkit' },
  {
    name: 'exec form by buildah',
    line: 'RUN ["/bin/tool", "a b"]',
    recorded: '/bin/sh -c ["/bin/tool", "a b"]',
    entry: { comment: 'FROM abcdefabcdef' },
  },
  {
    name: 'SHELL',
    before: 'FROM x\nSHELL ["/bin/bash", "-c"]',
    line: 'RUN make',
    recorded: 'RUN /bin/bash -c make # buildkit',
  },
  { name: 'SHELL of the base', line: 'RUN make', recorded: 'RUN /bin/ash -eo pipefail -c make # buildkit' },
  {
    name: 'SHELL of Windows',
    before: '# escape=`\nFROM x\nSHELL ["cmd", "/S", "/C"]',
    line: 'RUN dir `\n  C:\\',
    recorded: 'RUN cmd /S /C dir   C:\\ # buildkit',
  },
  {
    name: 'mount flags are not recorded',
    line: 'RUN --mount=type=cache,target=/c make',
    recorded: 'RUN /bin/sh -c make # buildkit',
  },
  {
    name: 'mount flags recorded by buildah',
    line: 'RUN --mount=type=cache,target=/c make',
    recorded: '/bin/sh -c --mount=type=cache,target=/c make',
    entry: { comment: 'FROM abcdefabcdef' },
  },
  {
    name: 'heredoc',
    line: 'RUN <<EOT\nmake\nmake install\nEOT',
    recorded: 'RUN /bin/sh -c make\nmake install\n # buildkit',
  },
  {
    name: 'heredoc for a command',
    line: 'RUN <<EOT bash\nmake\nEOT',
    recorded: 'RUN /bin/sh -c <<EOT bash\nmake\nEOT # buildkit',
  },
  {
    name: 'heredoc with tabs taken away',
    line: 'RUN <<-EOT\n\tmake\nEOT',
    recorded: 'RUN /bin/sh -c make\n # buildkit',
  },
  {
    name: 'heredoc with a shebang',
    line: 'RUN <<EOT\n#!/usr/bin/env python\nprint()\nEOT',
    recorded: 'RUN /bin/sh -c /dev/pipes/EOT # buildkit',
  },
  {
    name: 'heredoc lost by buildah',
    line: 'RUN <<EOT bash\nmake\nEOT',
    recorded: '/bin/sh -c <<EOT bash',
    entry: { comment: 'FROM abcdefabcdef' },
  },
  { name: 'COPY of a heredoc', line: 'COPY <<-"EOC" /etc/x\n\ta\nEOC', recorded: 'COPY <<EOC /etc/x # buildkit' },
  {
    name: 'COPY with variables',
    before: 'FROM x\nARG V=1\nENV D=/opt',
    line: 'COPY app-$V/ ${D}/',
    recorded: 'COPY app-1/ /opt/ # buildkit',
  },
  {
    name: 'COPY with a build argument that only the history knows',
    before: 'FROM x\nARG V',
    line: 'COPY app-$V/ /opt/',
    recorded: 'COPY app-7/ /opt/ # buildkit',
    earlier: ['ARG V=7'],
  },
  {
    name: 'COPY for the image’s platform',
    before: 'FROM x\nARG TARGETARCH',
    line: 'COPY app-$TARGETARCH /opt/',
    recorded: 'COPY app-amd64 /opt/ # buildkit',
  },
  {
    name: 'COPY with flags',
    line: 'COPY --chmod=755 --from=b --chown=1:1 a /b',
    recorded: 'COPY --chown=1:1 --chmod=755 a /b # buildkit',
  },
  { name: 'COPY as JSON', line: 'COPY ["a b", "/c"]', recorded: 'COPY a b /c # buildkit' },
  {
    name: 'classic COPY of a directory',
    line: 'COPY src/ ./',
    recorded: `/bin/sh -c #(nop) COPY dir:${'ab'.repeat(32)} in ./ `,
  },
  {
    name: 'classic COPY with --chown and no blank',
    line: 'COPY --chown=1:1 src/ ./',
    recorded: `/bin/sh -c #(nop) COPY --chown=1:1dir:${'ab'.repeat(32)} in ./ `,
  },
  {
    name: 'classic ADD of several',
    line: 'ADD a b /c/',
    recorded: `/bin/sh -c #(nop) ADD multi:${'ab'.repeat(32)} in /c/ `,
  },
  {
    name: 'buildah COPY loses --chown',
    line: 'COPY --chown=1:1 a /c/',
    recorded: `/bin/sh -c #(nop) COPY file:${'ab'.repeat(32)} in /c/ `,
    entry: { comment: 'FROM abcdefabcdef' },
  },
  {
    name: 'classic exec form with a shell of its own',
    before: 'FROM x\nSHELL ["/bin/bash", "-c"]',
    line: 'RUN make',
    recorded: '/bin/bash -c make',
  },
  { name: 'BuildKit WORKDIR', line: 'WORKDIR /srv/app/', recorded: 'WORKDIR /srv/app', entry: buildkit },
  {
    name: 'a WORKDIR below another',
    before: 'FROM x\nWORKDIR /srv',
    line: 'WORKDIR app',
    recorded: 'WORKDIR /srv/app',
    entry: buildkit,
  },
  { name: 'a WORKDIR below the base’s', line: 'WORKDIR app', recorded: 'WORKDIR /srv/app', entry: buildkit },
  { name: 'kaniko', line: 'COPY --from=b a \\\n  /b', recorded: 'COPY --from=b a   /b', entry: { author: 'kaniko' } },
];

/** The same for what makes no layer. */
const settings: readonly Row[] = [
  { name: 'ARG', line: 'ARG A=1', recorded: 'ARG A=1', entry: buildkit },
  {
    name: 'ARG by buildah, all so far',
    before: 'FROM x\nARG B',
    line: 'ARG A=1',
    recorded: '/bin/sh -c #(nop) ARG A B',
    entry: { comment: 'FROM abcdefabcdef' },
  },
  { name: 'ENV', line: 'ENV A="1 2" B=$A', recorded: 'ENV A=1 2 B=', entry: buildkit },
  { name: 'old ENV', line: 'ENV A 1 2', recorded: '/bin/sh -c #(nop)  ENV A=1 2' },
  {
    name: 'ENV that adds to the base’s PATH',
    line: 'ENV PATH=/app:$PATH',
    recorded: 'ENV PATH=/app:/opt/bin:/bin',
    entry: buildkit,
    earlier: ['ENV PATH=/opt/bin:/bin'],
  },
  {
    name: 'ENV that adds to the default PATH',
    line: 'ENV PATH=/app:$PATH',
    recorded: 'ENV PATH=/app:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    entry: buildkit,
  },
  {
    name: 'LABEL by buildah, not expanded',
    line: 'LABEL a=$B   c="d"',
    recorded: '/bin/sh -c #(nop) LABEL a=$B       c="d"',
    entry: { comment: 'FROM abcdefabcdef' },
  },
  { name: 'CMD in shell form', line: 'CMD run it', recorded: 'CMD ["/bin/sh" "-c" "run it"]', entry: buildkit },
  { name: 'CMD in exec form', line: 'CMD ["run", "it"]', recorded: '/bin/sh -c #(nop)  CMD ["run" "it"]' },
  {
    name: 'EXPOSE of BuildKit 0.12',
    line: 'EXPOSE 90/UDP 80',
    recorded: 'EXPOSE map[80/tcp:{} 90/udp:{}]',
    entry: buildkit,
  },
  { name: 'EXPOSE of BuildKit 0.20', line: 'EXPOSE 80-82', recorded: 'EXPOSE [80/tcp 81/tcp 82/tcp]', entry: buildkit },
  { name: 'VOLUME', line: 'VOLUME ["/a", "/b"]', recorded: 'VOLUME [/a /b]', entry: buildkit },
  { name: 'SHELL', line: 'SHELL ["/bin/bash", "-c"]', recorded: 'SHELL [/bin/bash -c]', entry: buildkit },
  {
    name: 'HEALTHCHECK',
    line: 'HEALTHCHECK --interval=90s --retries=3 CMD a || b',
    recorded: `HEALTHCHECK &{["CMD-SHELL" "a || b"] "1m30s" "0s" "0s" "0s" '\\x03'}`,
    entry: buildkit,
  },
  {
    name: 'HEALTHCHECK of old',
    line: 'HEALTHCHECK NONE',
    recorded: `/bin/sh -c #(nop)  HEALTHCHECK &{["NONE"] "0s" "0s" "0s" '\\x00'}`,
  },
  { name: 'USER', before: 'FROM x\nARG U=me', line: 'USER $U', recorded: 'USER me', entry: buildkit },
  { name: 'STOPSIGNAL', line: 'STOPSIGNAL SIGQUIT', recorded: '/bin/sh -c #(nop)  STOPSIGNAL SIGQUIT' },
  { name: 'ONBUILD', line: 'ONBUILD COPY . /src', recorded: '/bin/sh -c #(nop)  ONBUILD COPY . /src' },
  {
    name: 'MAINTAINER',
    line: 'MAINTAINER me <me@example.invalid>',
    recorded: '/bin/sh -c #(nop)  MAINTAINER me <me@example.invalid>',
  },
];

describe('an instruction is found as its builder wrote it', () => {
  test.each(found)('$name', (row) => {
    const { step, mapping } = map(row, false);
    expect(mapping.steps[step]).toMatchObject({ layers: [1], confidence: 'high', evidence: 'history', stale: false });
  });

  test.each(settings)('$name', (row) => {
    const { step, mapping } = map(row, true);
    expect(mapping.steps[step]).toMatchObject({ layers: [], confidence: 'high', evidence: 'history', stale: false });
  });
});

describe('what the builder may have left out is not certain', () => {
  test.each([
    { name: 'flags', line: 'COPY --chown=1:1 a /b', recorded: 'COPY a /b # buildkit' },
    {
      name: 'an edited SHELL',
      before: 'FROM x\nSHELL ["/bin/zsh", "-c"]',
      line: 'RUN make',
      recorded: 'RUN /bin/bash -c make # buildkit',
    },
  ])('$name', (row) => {
    const { step, mapping } = map(row, false);
    expect(mapping.steps[step]).toMatchObject({ layers: [1], confidence: 'low', stale: false });
  });
});

/** A base of one layer, then the instruction. */
function map({ before = 'FROM x', line, recorded, entry, earlier = [] }: Row, emptyLayer: boolean) {
  const base: HistoryEntry = {
    createdBy: 'ADD rootfs.tar.xz / # buildkit',
    comment: 'buildkit.dockerfile.v0',
    emptyLayer: false,
  };
  const others = earlier.map((createdBy) => ({ createdBy, comment: 'buildkit.dockerfile.v0', emptyLayer: true }));
  const image = imageOf([base, ...others, { createdBy: recorded, comment: '', emptyLayer, ...entry }]);
  const dockerfile = parseDockerfile(`${before}\n${line}\n`);
  return { step: dockerfile.steps.length - 1, mapping: mapSteps(dockerfile, image) };
}
