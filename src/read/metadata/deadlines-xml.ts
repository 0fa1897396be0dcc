// XML of strangers, scanned: elements, attributes and text, and nothing that a document type could define.
//
// No XML parser is among our dependencies. Feeds need no more than this, and what entities, external files and
// namespaces can do to a reader cannot be asked of it.

import { Failure } from '../../model/failure.ts';

export interface XmlElement {
  /** Without prefix, lower case. */
  readonly name: string;
  /** By name in lower case, prefix kept. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Elements and text in their order, the entities of XML 1.0 §4.6 resolved. */
  readonly content: readonly (XmlElement | string)[];
}

interface Growing extends XmlElement {
  readonly content: (XmlElement | string)[];
}

const MOST_CHARACTERS = 5_000_000;
const MOST_ELEMENTS = 200_000;
const DEEPEST = 100;

/**
 * The elements at the top of an XML text, in time linear to its length. Tolerant: an end tag without a beginning is
 * passed over, and what is not ended ends with its parent. `name` is for messages. Raises {@link Failure} `too-large`
 * and `too-deep`.
 */
export function scanXml(xml: string, name: string): readonly XmlElement[] {
  if (xml.length > MOST_CHARACTERS) throw beyond(name, 'too-large', `is longer than ${MOST_CHARACTERS} characters`);
  const top: Growing = { name: '', attributes: new Map(), content: [] };
  const open: Growing[] = [top];
  let elements = 0;
  for (let at = 0; at < xml.length; ) {
    const inside = open.at(-1) ?? top;
    if (xml[at] !== '<') {
      const end = until(xml, '<', at);
      inside.content.push(unescaped(xml.slice(at, end)));
      at = end;
    } else if (xml.startsWith('<!--', at)) at = until(xml, '-->', at + 4) + 3;
    else if (xml.startsWith('<![CDATA[', at)) {
      const end = until(xml, ']]>', at + 9);
      inside.content.push(xml.slice(at + 9, end));
      at = end + 3;
    } else if (xml.startsWith('<?', at)) at = until(xml, '?>', at + 2) + 2;
    else if (xml.startsWith('<!', at)) at = afterDeclaration(xml, at);
    else if (xml.startsWith('</', at)) {
      const end = until(xml, '>', at + 2);
      close(open, localName(xml.slice(at + 2, end).trim()));
      at = end + 1;
    } else {
      const tag = tagAt(xml, at);
      at = tag.end;
      if (tag.element === undefined) {
        inside.content.push('<');
        continue;
      }
      elements += 1;
      if (elements > MOST_ELEMENTS) throw beyond(name, 'too-large', `has more than ${MOST_ELEMENTS} elements`);
      inside.content.push(tag.element);
      if (!tag.isEmpty) open.push(tag.element);
      if (open.length > DEEPEST) throw beyond(name, 'too-deep', `nests elements deeper than ${DEEPEST}`);
    }
  }
  return childrenOf(top);
}

/** The elements that stand directly in the element. */
export function childrenOf({ content }: XmlElement): readonly XmlElement[] {
  return content.filter((part) => typeof part !== 'string');
}

function until(xml: string, what: string, from: number): number {
  const end = xml.indexOf(what, from);
  return end < 0 ? xml.length : end;
}

/** After `<!DOCTYPE …>`, whose internal subset may hold `>`. */
function afterDeclaration(xml: string, at: number): number {
  const end = until(xml, '>', at);
  const subset = xml.slice(at, end).indexOf('[');
  return subset < 0 ? end + 1 : until(xml, '>', until(xml, ']', at + subset)) + 1;
}

interface Tag {
  /** `undefined` where no name follows the `<`. */
  readonly element: Growing | undefined;
  readonly isEmpty: boolean;
  readonly end: number;
}

function tagAt(xml: string, at: number): Tag {
  const name = /[\p{L}_:][\p{L}\p{N}_:.-]{0,200}/uy;
  name.lastIndex = at + 1;
  const [written] = name.exec(xml) ?? [];
  if (written === undefined) return { element: undefined, isEmpty: true, end: at + 1 };
  const attribute = /\s*([^\s=/><"']{1,200})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
  attribute.lastIndex = name.lastIndex;
  const attributes = new Map<string, string>();
  let end = name.lastIndex;
  for (let next = attribute.exec(xml); next !== null; next = attribute.exec(xml)) {
    const [, key = '', double, single = ''] = next;
    attributes.set(key.toLowerCase(), unescaped(double ?? single));
    end = attribute.lastIndex;
  }
  const close = until(xml, '>', end);
  const element = { name: localName(written), attributes, content: [] };
  return { element, isEmpty: xml[close - 1] === '/', end: close + 1 };
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1).toLowerCase();
}

function close(open: Growing[], name: string): void {
  const at = open.findLastIndex((element) => element.name === name);
  if (at > 0) open.length = at;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text with character references and the five named entities of XML 1.0 resolved; all others stay as written. */
export function unescaped(text: string): string {
  return text.replace(/&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi, (whole, name, decimal, hex) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function beyond(name: string, code: 'too-large' | 'too-deep', what: string): Failure {
  return new Failure({
    code,
    message: `\`${name}\` ${what}`,
    hint: 'check that the address is that of the changelog’s feed',
    place: name,
  });
}
