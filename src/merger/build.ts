/** Building, for those who run no programs themselves. No image is read by it. */

export type { BuildRequest } from '../sources/build/builder.ts';
export { type BuiltImage, buildImage } from '../sources/build/buildImage.ts';
