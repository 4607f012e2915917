import * as v from 'valibot';
import { compared, grown, Side } from './diffQuestions.ts';
import { Candidates, NamedImage, placed } from './namedImage.ts';
import { MostFiles } from './picture.ts';
import { Count, LayerNumber, listOf } from './primitives.ts';
import type { Question } from './question.ts';
import { questions } from './questions.ts';

/** Every request and notification of ours has a name that begins so. */
export const PREFIX = 'layerwise/';

const Uri = v.pipe(v.string(), v.nonEmpty(), v.maxLength(32_768));
const document = { uri: Uri };

/** The image of a Dockerfile, and why it is this one. */
const ImageOfDocument = v.variant('state', [
  /** There is none; `text` says what was looked for and what to do. */
  v.object({ state: v.literal('none'), text: v.string() }),
  ...placed({ state: v.literal('opening'), reason: v.string() }),
  ...placed({ state: v.literal('failed'), reason: v.string(), message: v.string(), advice: v.string() }),
  ...placed({
    state: v.literal('open'),
    reason: v.string(),
    /** What questions about it take as `image`. Another after each time that it was read again. */
    key: v.string(),
    /** Docker's image id. */
    id: v.string(),
    tags: listOf(v.string()),
    /** A newer image is being read; until then this is the one before. */
    isReloading: v.boolean(),
    /** The image that the Dockerfile had before its last build, to compare with; null while none is known. */
    previous: v.nullable(v.object({ key: v.string(), id: v.string(), tags: listOf(v.string()) })),
  }),
]);
export type ImageOfDocument = v.InferOutput<typeof ImageOfDocument>;

const image = { params: v.strictObject(document), result: ImageOfDocument };

const StepRow = v.object({
  /** Position among the Dockerfile's instructions. */
  step: Count,
  /** From 1, the last one included. */
  line: Count,
  endLine: Count,
  instruction: v.string(),
  /** The whole instruction on one line, shortened. */
  text: v.string(),
  layers: listOf(LayerNumber),
  /** Layers whose figures stand here: not those shared with a later step. */
  own: listOf(LayerNumber),
  confidence: v.picklist(['exact', 'high', 'low', 'none']),
  evidence: v.nullable(v.string()),
  stale: v.boolean(),
  because: v.string(),
  added: Count,
  overwritten: Count,
  hidden: Count,
  shippedBytes: Count,
  wastedBytes: Count,
  /** What it took when the image was built, where that is known; null for one that came from the builder's cache. */
  buildSeconds: v.optional(v.nullable(v.number())),
  cached: v.optional(v.boolean()),
});

/** What the steps view shows: stages, instructions, layers. */
const steps = {
  params: v.strictObject(document),
  result: v.nullable(
    v.object({
      /** Of the document this was worked out for. */
      version: v.number(),
      key: v.string(),
      stages: listOf(
        v.object({
          index: Count,
          name: v.nullable(v.string()),
          from: v.string(),
          /** `target`: the image; `below`: the image is built from it; `outside`: it ships nothing itself. */
          part: v.picklist(['target', 'below', 'outside']),
          steps: listOf(StepRow),
        }),
      ),
      layers: listOf(
        v.object({
          layer: LayerNumber,
          step: v.nullable(Count),
          diffId: v.string(),
          digest: v.string(),
          blobBytes: Count,
          shippedBytes: Count,
          visibleBytes: Count,
          wastedBytes: Count,
          isBase: v.boolean(),
          /** What the image's history says made it. */
          origin: v.string(),
        }),
      ),
      totals: v.object({
        blobBytes: Count,
        shippedBytes: Count,
        visibleBytes: Count,
        wastedBytes: Count,
        efficiency: v.number(),
        baseLayers: Count,
      }),
    }),
  ),
};
export type StepsAnswer = v.InferOutput<typeof steps.result>;

/** All images that could be the Dockerfile's, best first. */
const candidates = {
  params: v.strictObject({
    ...document,
    /** Also of engines, which may take some seconds to answer. */
    engines: v.optional(v.boolean(), true),
  }),
  result: Candidates,
};

/** The user's choice of an image for a Dockerfile, which is remembered; without one the choice is forgotten. */
const chooseImage = {
  params: v.strictObject({ ...document, image: v.nullable(NamedImage) }),
  result: v.null(),
};

/** The user has come to trust the workspace: from now on engines may be asked. */
const trust = { params: v.strictObject({}), result: v.null() };

/** Reads the image again. */
const reload = { params: v.strictObject(document), result: v.null() };

/**
 * Builds the Dockerfile's image with the user's builder, remembers what each instruction took, and chooses the image for the
 * Dockerfile. Only in a workspace that is trusted.
 */
const build = {
  params: v.strictObject({
    ...document,
    /** By default what the settings say. */
    builder: v.optional(v.nullable(v.picklist(['docker', 'podman', 'buildah']))),
    arguments: v.optional(v.pipe(v.array(v.string()), v.maxLength(1000))),
    context: v.optional(v.string()),
    target: v.optional(v.string()),
  }),
  /** What calls the image: a path, or a name or an ID in an engine. */
  result: v.object({ image: v.string() }),
};

/** What differs between two trees, by the instruction that is to blame: of a Dockerfile's text of now, where one is given. */
const comparison = {
  params: v.strictObject({ uri: v.optional(Uri), a: Side, b: Side }),
  result: v.object({
    ...compared,
    totals: v.object(grown),
    /** The one with most bytes first. */
    groups: listOf(
      v.object({
        /** Null where no line is known to have made the layers. */
        line: v.nullable(Count),
        /** The instruction, or what the history says of the layer. */
        text: v.string(),
        /** The layers of either image that it made; none in an image that has not got it. */
        a: listOf(LayerNumber),
        b: listOf(LayerNumber),
        ...grown,
      }),
    ),
  }),
};

/** The same as a picture: the files of both, and the instructions that are to blame in the order of their lines. */
const growth = {
  params: v.strictObject({ ...comparison.params.entries, most: MostFiles }),
  result: v.object({
    picture: questions.growth.result,
    /** Those that `group` of a file calls by their places. */
    steps: listOf(
      v.object({
        line: v.nullable(Count),
        text: v.string(),
        /** The one image that has it; null where both have. */
        only: v.nullable(v.picklist(['a', 'b'])),
      }),
    ),
  }),
};

/** As the merger's `content`, with the bytes as JSON can carry them. */
const content = {
  params: questions.content.params,
  result: v.object({ base64: v.string(), size: Count, mtime: Count }),
};

const {
  engineImages,
  recognize,
  open,
  hold,
  release,
  summary,
  children,
  changes,
  find,
  versions,
  waste,
  diff,
  diffChildren,
  joins,
  without,
  picture,
} = questions;

/** What a client may ask beyond LSP. Those from `engineImages` on go to the merger as they are: `image` is a key it gave. */
export const serverRequests = {
  image,
  steps,
  candidates,
  chooseImage,
  reload,
  trust,
  build,
  comparison,
  growth,
  content,
  engineImages,
  recognize,
  open,
  hold,
  release,
  summary,
  children,
  changes,
  find,
  versions,
  waste,
  diff,
  diffChildren,
  joins,
  without,
  picture,
} as const satisfies Record<string, Question>;

export type ServerRequestName = keyof typeof serverRequests;
export type ServerParams<Name extends ServerRequestName> = v.InferInput<(typeof serverRequests)[Name]['params']>;
export type ServerResult<Name extends ServerRequestName> = v.InferOutput<(typeof serverRequests)[Name]['result']>;

/** Told whenever `image` of a document would be answered differently. */
export const IMAGE_CHANGED = `${PREFIX}imageChanged`;
export const ImageChanged = v.object({ ...document, image: ImageOfDocument });
export type ImageChanged = v.InferOutput<typeof ImageChanged>;

/** What the builder says, while `build` of a document is answered. Not escaped, but for colours, which are gone. */
export const BUILD_OUTPUT = `${PREFIX}buildOutput`;
export const BuildOutput = v.object({ ...document, lines: listOf(v.string()) });
export type BuildOutput = v.InferOutput<typeof BuildOutput>;

/** What a client may tell the server at its start, all of it optional. */
export const InitializationOptions = v.object({
  /** Settings, for a client that cannot be asked for them: what stands below `layerwise`. */
  settings: v.optional(v.unknown()),
  /** The client has the commands `layerwise.*` itself, so hovers may link to them. */
  commands: v.optional(v.boolean(), false),
  /** False in a workspace that the user does not trust. */
  trusted: v.optional(v.boolean(), true),
  /** Where layers are kept across runs; null for nowhere. By default the platform's place for caches. */
  cacheDirectory: v.optional(v.nullable(v.string())),
  /** Where choices are remembered. By default the platform's place for such things. */
  stateDirectory: v.optional(v.string()),
});
export type InitializationOptions = v.InferOutput<typeof InitializationOptions>;
