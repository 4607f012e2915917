/**
 * Who may import whom, as ARCHITECTURE.md draws it. `core` is pure: no Node modules, no editor, no DOM, and of packages
 * only what is listed here.
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^src/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      comment: 'core runs anywhere: node: modules belong to sources, merger and cli',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-packages',
      severity: 'error',
      from: { path: '^src/core/' },
      to: {
        path: 'node_modules',
        pathNot: 'node_modules/(dockerfile-ast|picomatch|pretty-bytes|unbash|valibot|vscode-languageserver-t)',
      },
    },
    {
      name: 'one-adapter-for-dockerfile-ast',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/dockerfile/' },
      to: { path: 'node_modules/dockerfile-ast' },
    },
    {
      name: 'one-adapter-for-unbash',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/core/shell/' },
      to: { path: 'node_modules/unbash' },
    },
    only('core', '^src/core/', '^src/core/', 'core imports only itself'),
    only('sources', '^src/sources/', '^src/(sources|core)/', 'sources import core'),
    only('merger', '^src/merger/', '^src/(merger|core|sources|protocol)/', 'merger imports core, sources, protocol'),
    only(
      'extension',
      '^src/extension/',
      '^src/(extension|protocol|core)/',
      'extension imports protocol, types of core and its words',
    ),
    only(
      'webview',
      '^src/webview/',
      '^src/(webview|protocol)/|^src/core/(words/|picture/(types|growthTypes|reportTypes)[.]ts$)',
      'webview imports types of the protocol and of pictures, and the words of core',
    ),
    only(
      'picture',
      '^src/core/picture/',
      '^src/core/(picture|merge|browse|diff|words)/',
      'a picture is made of a tree, or of two',
    ),
    only('protocol', '^src/protocol/', '^src/(protocol|core)/', 'protocol uses types of core'),
    only('cli', '^src/cli/', '^src/(cli|core|sources|merger)/', 'cli imports core, sources, merger'),
    only('server', '^src/server/', '^src/(server|core|merger|protocol)/', 'server imports core, merger, protocol'),
    {
      name: 'only-the-server-speaks-lsp',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(server|core/dockerfile)/' },
      to: { path: 'node_modules/vscode-languageserver' },
    },
    only('tar-is-a-leaf', '^src/core/tar/', '^src/core/(tar/|error[.]ts$)', 'tar knows only bytes'),
    only('image-is-a-leaf', '^src/core/image/', '^src/core/(image/|error[.]ts$)', 'image knows only JSON'),
    only('dockerfile-is-a-leaf', '^src/core/dockerfile/', '^src/core/dockerfile/', 'dockerfile knows only text'),
    only('merge', '^src/core/merge/', '^src/core/(merge|tar|image)/|^src/core/error[.]ts$', 'merge uses tar'),
    only(
      'mapping',
      '^src/core/mapping/',
      '^src/core/(mapping|dockerfile|image)/|^src/core/error[.]ts$',
      'mapping uses dockerfile and image',
    ),
    only(
      'build',
      '^src/core/build/',
      '^src/core/(build|mapping|dockerfile|image|words)/',
      'what a builder said, at the lines of a Dockerfile',
    ),
    only('what-if', '^src/core/whatIf/', '^src/core/(whatIf|merge)/', 'what-if uses merge'),
    only('browse', '^src/core/browse/', '^src/core/(browse|merge|diff|image)/', 'browse uses merge and diff'),
    only(
      'words',
      '^src/core/words/',
      '^src/core/(words|dockerfile|image|mapping|merge)/',
      'words are said of what the rest of core found',
    ),
    only(
      'annotations',
      '^src/core/annotations/',
      '^src/core/(annotations|dockerfile|image|mapping|merge|words)/|^src/core/(layer(Facts|Summary)|treeFacts)[.]ts$',
      'annotations use what was found, not how',
    ),
    only(
      'findings',
      '^src/core/findings/',
      '^src/core/(findings|browse|dockerfile|image|mapping|merge|words)/|^src/core/topPaths[.]ts$',
      'findings are seen in the merged tree and told at the lines of a Dockerfile',
    ),
    only('shell-is-a-leaf', '^src/core/shell/', '^src/core/shell/', 'shell knows only text'),
    only(
      'fixes',
      '^src/core/fixes/',
      '^src/core/(fixes|findings|shell|annotations|browse|dockerfile|image|mapping|words)/',
      'fixes answer findings with edits of a Dockerfile',
    ),
    only(
      'context',
      '^src/core/context/',
      '^src/core/(context|annotations|dockerfile|words)/|^src/core/(findings/(pathMarks|sensitiveNames)|tar/entry)[.]ts$',
      'what the build context has for the lines of a Dockerfile',
    ),
    only('diff', '^src/core/diff/', '^src/core/(diff|merge|image)/', 'diff uses merge'),
    {
      name: 'tests-stay-outside',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench)/' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // The script esbuild.mjs is taken for the package that it imports.
    exclude: { path: '^(dist/|esbuild[.]mjs$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
