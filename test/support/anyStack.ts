import fc from 'fast-check';
import { dir, file, hardlink, type LayerMember, opaque, symlink, whiteout } from './members.ts';

const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const attributes = fc.record({ mode: fc.constantFrom(0o644, 0o4755), uid: fc.constantFrom(0, 7) });

const member: fc.Arbitrary<LayerMember> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(path, fc.constantFrom('', '1', '2', 'xx', 'yy'), attributes).map((a) => file(...a)),
  },
  { weight: 3, arbitrary: fc.tuple(path, attributes).map((a) => dir(...a)) },
  { weight: 2, arbitrary: fc.tuple(path, fc.constantFrom('a', 'b/c')).map((a) => symlink(...a)) },
  { weight: 3, arbitrary: fc.tuple(path, path).map((a) => hardlink(...a)) },
  { weight: 4, arbitrary: path.map(whiteout) },
  { weight: 2, arbitrary: fc.oneof(path, fc.constant('')).map(opaque) },
);

/** Layers in which few names meet often, in every way that a tar can have them. */
export const anyStack = fc.array(fc.array(member, { maxLength: 9 }), { minLength: 1, maxLength: 6 });
