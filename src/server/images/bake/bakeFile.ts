import { MAXIMUM_DEPTH, readJson } from '../documents/readJson.ts';
import { isList, isMap, type Value, type ValueMap } from '../documents/value.ts';
import type { Attributes, Block, Expression } from './hcl/expression.ts';
import { templateOf } from './hcl/readExpression.ts';
import { readHcl } from './hcl/readHcl.ts';
import { templateParts } from './hcl/scanner.ts';

/** What a bake file declares, not yet evaluated. https://docs.docker.com/build/bake/reference/ */
export interface BakeFile {
  /** Defaults of variables by name, and attributes of the file itself, which are used as variables. */
  readonly variables: Attributes;
  readonly targets: readonly TargetBlock[];
}

export interface TargetBlock {
  readonly name: string;
  readonly attributes: Attributes;
}

/** @throws Error saying why it is no bake file. */
export function readBakeHcl(text: string): BakeFile {
  const { attributes, blocks } = readHcl(text);
  return bakeFile(attributes, blocks);
}

/** @throws Error saying why it is no bake file. */
export function readBakeJson(text: string): BakeFile {
  const root = readJson(text);
  if (!isMap(root)) throw new Error('it is no JSON object');
  const own = [...root].filter(([key]) => !BLOCKS.has(key));
  const blocks = [...BLOCKS].flatMap((type) => jsonBlocks(type, root.get(type)));
  return bakeFile(new Map(own.map(([key, value]) => [key, expressionOf(value)])), blocks);
}

const BLOCKS: ReadonlySet<string> = new Set(['variable', 'target', 'group', 'function']);

const nothing: Expression = { kind: 'literal', value: '' };

function bakeFile(attributes: Attributes, blocks: readonly Block[]): BakeFile {
  const named = (type: string): readonly TargetBlock[] =>
    blocks.flatMap((block) => {
      const [name] = block.labels;
      return block.type === type && name !== undefined ? [{ name, attributes: block.attributes }] : [];
    });
  // A variable without a default is empty until the environment sets it.
  const defaults = named('variable').map((block) => [block.name, block.attributes.get('default') ?? nothing] as const);
  return { variables: new Map([...attributes, ...defaults]), targets: named('target') };
}

/** In JSON, blocks are objects by their labels, or lists of such objects. */
function jsonBlocks(type: string, value: Value | undefined): readonly Block[] {
  if (isList(value)) return value.flatMap((each) => jsonBlocks(type, each));
  if (!isMap(value)) return [];
  return [...value].flatMap(([name, content]) => {
    const contents = isList(content) ? content : [content];
    return contents.filter(isMap).map((each) => ({ type, labels: [name], attributes: attributesOf(each) }));
  });
}

function attributesOf(map: ValueMap): Attributes {
  return new Map([...map].map(([key, value]) => [key, expressionOf(value)]));
}

/** Texts in JSON are templates, keys too. */
function expressionOf(value: Value): Expression {
  if (isList(value)) return { kind: 'list', items: value.map(expressionOf) };
  if (isMap(value))
    return { kind: 'map', entries: [...value].map(([key, each]) => [template(key), expressionOf(each)]) };
  return typeof value === 'string' ? template(value) : { kind: 'literal', value };
}

function template(text: string): Expression {
  return templateOf(templateParts(text), MAXIMUM_DEPTH);
}
