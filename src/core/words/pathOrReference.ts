/** Where an image is: in a file, or wherever a reference leads (`docker://web:1.0`, `podman://…`, a bare name). */
export type PathOrReference =
  | { readonly path: string; readonly reference?: undefined }
  | { readonly path?: undefined; readonly reference: string };

/** Nothing but the place. */
export function barePlace(place: PathOrReference): PathOrReference {
  return place.path === undefined ? { reference: place.reference } : { path: place.path };
}

/** The whole of it. */
export function fullPlace(place: PathOrReference): string {
  return place.path ?? place.reference;
}

/** As short as one calls it: the name of the file, the name of the image, the beginning of its ID. */
export function placeName(place: PathOrReference): string {
  if (place.path !== undefined) return place.path.split(/[/\\]/).findLast((part) => part !== '') ?? place.path;
  const name = withoutScheme(place.reference);
  return /^sha256:[0-9a-f]{64}$/.test(name) ? name.slice('sha256:'.length, SHORT_ID) : name;
}

/** Twelve digits, as engines show them. */
const SHORT_ID = 'sha256:'.length + 12;

/** Whether a text names no file, but says by a scheme where the image is. */
export function hasScheme(text: string): boolean {
  return SCHEME.test(text);
}

const SCHEME = /^[a-z][a-z0-9+.-]+:\/\//i;

function withoutScheme(reference: string): string {
  return reference.replace(SCHEME, '');
}
