import { isList, isMap, textOf, type Value } from '../documents/value.ts';

/**
 * The files and directories with images that `output` has written: `type=oci,dest=web.tar` and `type=docker,dest=web.tar`,
 * also as an object. https://docs.docker.com/build/exporters/oci-docker/
 */
export function destinations(output: Value | undefined): readonly string[] {
  if (isList(output)) return output.flatMap((each) => destinations(each));
  const text = textOf(output);
  const fields = isMap(output) ? output : text === undefined ? new Map<string, Value>() : fieldsOf(text);
  const [type, destination] = [textOf(fields.get('type')), textOf(fields.get('dest'))];
  const writesImage = type === 'oci' || type === 'docker';
  return writesImage && destination !== undefined && destination !== '' && destination !== '-' ? [destination] : [];
}

/** Comma-separated; a field with a comma in it stands in quotes. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = text.match(/"(?:[^"]|"")*"|[^,"]+/g) ?? [];
  return new Map(
    fields.map((field) => {
      const plain = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
      const [key = '', ...value] = plain.split('=');
      return [key.trim().toLowerCase(), value.join('=')];
    }),
  );
}
