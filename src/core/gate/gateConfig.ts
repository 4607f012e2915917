import * as v from 'valibot';
import { rules } from '../findings/rules.ts';
import { SIZE_PATTERN } from '../words/parseBytes.ts';
import { PERCENT_PATTERN } from '../words/parseShare.ts';

/**
 * `.layerwise.yaml`. What is in it is what holds: a limit that is not written is none. Nothing is changed by the schema, so
 * that the JSON schema for editors can be made of it; `gateRules` makes numbers of the texts.
 */

const sizeAllowed = 'a size, such as 20 MB or 1.5GiB, or a number of bytes';
const shareAllowed = 'a share, such as 5 % or 0.05';

/** More digits are no number any more. */
const MAXIMUM_LENGTH = 32;

const size = v.union(
  [
    v.pipe(v.number(), v.minValue(0, sizeAllowed)),
    v.pipe(v.string(), v.maxLength(MAXIMUM_LENGTH, sizeAllowed), v.regex(SIZE_PATTERN, sizeAllowed)),
  ],
  sizeAllowed,
);
const share = v.union(
  [
    v.pipe(v.number(), v.minValue(0, shareAllowed), v.maxValue(1, shareAllowed)),
    v.pipe(v.string(), v.maxLength(MAXIMUM_LENGTH, shareAllowed), v.regex(PERCENT_PATTERN, shareAllowed)),
  ],
  shareAllowed,
);
const flag = v.boolean('true or false');
const severity = v.picklist(['error', 'warning', 'info', 'off'], 'error, warning, info or off');
const path = v.pipe(
  v.string('the path of a file'),
  v.minLength(1, 'the path of a file'),
  v.maxLength(4096, 'the path of a file'),
);
const pattern = v.pipe(
  v.string('a path or a pattern, such as **/.env'),
  v.minLength(1, 'a path or a pattern, such as **/.env'),
  v.maxLength(4096, 'a path or a pattern, such as **/.env'),
);

const said = <const S extends v.GenericSchema>(schema: S, description: string) =>
  v.optional(v.pipe(schema, v.description(description)));
/** What stands for a value that is none. */
export const SECTION = 'a section with keys below it';
export const FILE = 'a file with sections such as image: and findings:';

const figures = (whose: string) => ({
  minEfficiency: said(share, `The least efficiency, visible / shipped bytes, of ${whose}.`),
  maxWastedBytes: said(size, `The most bytes that ${whose} may carry for nothing.`),
  maxWastedShare: said(share, `The same as a share of the bytes that ${whose} ship.`),
  maxSize: said(size, `The most bytes of files that ${whose} may ship.`),
  maxPullSize: said(size, `The most bytes that pulling ${whose} may take: compressed, as they lie in a registry.`),
});

export const GateConfig = v.pipe(
  v.strictObject(
    {
      image: said(v.strictObject(figures('all layers together'), SECTION), 'Limits for the whole image.'),
      user: said(
        v.strictObject(figures('the layers that are not the base’s'), SECTION),
        'The same limits without the layers of the base image.',
      ),
      layer: said(
        v.strictObject({ maxSize: said(size, 'The most bytes of files that one layer may ship.') }, SECTION),
        'Limits for each layer.',
      ),
      instruction: said(
        v.strictObject(
          {
            maxSize: said(size, 'The most bytes of files that one instruction may ship.'),
            RUN: said(size, 'The same for RUN.'),
            COPY: said(size, 'The same for COPY.'),
            ADD: said(size, 'The same for ADD.'),
          },
          SECTION,
        ),
        'Limits for each instruction of the Dockerfile.',
      ),
      forbiddenPaths: said(
        v.pipe(v.array(pattern, 'a list of paths'), v.maxLength(1000, 'a list of at most 1000 paths')),
        'Paths that no layer may ship, also when a later one removes them. * stands for any part of a name, **/ in front for any folders; what is below a path is meant, too. With ! in front, a path is allowed after all.',
      ),
      includeBase: said(
        flag,
        'Whether layers of the base image count for findings, forbidden paths and the size of a layer. By default not.',
      ),
      findings: said(
        v.strictObject(
          {
            minBytes: said(size, 'Findings that cost less are not told. By default 100 kB.'),
            minShare: said(share, 'The same as a share of what the image ships; both must be reached. By default 1 %.'),
            failOn: said(
              v.picklist(['error', 'warning', 'info', 'never'], 'error, warning, info or never'),
              'Findings from this severity on break the gate. By default error.',
            ),
            severity: said(
              v.strictObject(
                Object.fromEntries(
                  rules.map(({ name, title, severity: usual }) => [
                    name,
                    said(severity, `${title}. By default ${usual}.`),
                  ]),
                ),
                SECTION,
              ),
              'How severe the findings of a rule are; off for none.',
            ),
          },
          SECTION,
        ),
        'What is reported as worth fixing, here and by layerwise analyze.',
      ),
      baseline: said(
        v.strictObject(
          {
            file: said(
              path,
              'The file with what is accepted, beside this one; layerwise ci --update-baseline writes it.',
            ),
            tolerance: said(share, 'By how much something may be worse than in the baseline. By default 1 %.'),
          },
          SECTION,
        ),
        'What was so before, and breaks the gate only where it got worse.',
      ),
    },
    FILE,
  ),
  v.title('Layerwise'),
  v.description('Rules that layerwise ci holds an image to.'),
);

export type GateConfig = v.InferOutput<typeof GateConfig>;
