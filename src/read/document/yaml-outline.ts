// Where the members of objects and arrays are written in YAML text.

import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';
import { lazily } from '../../model/lazily.ts';
import { type LineFinder, lineFinder, lineTable, type Member, type Outline } from './lines.ts';
import { eventOffset } from './yaml.ts';
import { yamlLineFinder } from './yaml-lines.ts';

/** Tells the lines of pointers in YAML text that has been read before: by the lines alone where they tell, else by parsing. */
export function yamlLines(text: string): LineFinder {
  return yamlLineFinder(
    text,
    lazily(() => lineFinder(yamlOutline(text))),
  );
}

/**
 * The outline of YAML text that has been read before; one without members for text that cannot be read. A node is the
 * index of the event that begins a value.
 */
function yamlOutline(text: string, events = eventsOf(text)): Outline<number> {
  const targets = aliasTargets(text, events);
  const known = new Map<number, Map<string, Member<number>>>();
  const members = (node: number): Map<string, Member<number>> => {
    const start = targets.get(node) ?? node;
    const before = known.get(start);
    if (before !== undefined) return before;
    const found = new Map<string, Member<number>>();
    // Known before it is complete, so that a mapping which merges itself comes to an end.
    known.set(start, found);
    const merged: number[] = [];
    const isMapping = events[start]?.type === EVENT_ID.MAPPING;
    let offset = 0;
    let key: string | undefined;
    for (const child of children(events, start)) {
      const event = events[child];
      if (event === undefined) continue;
      const isKey = isMapping && key === undefined;
      if (isKey || !isMapping) offset = Math.max(offset, eventOffset(event));
      if (isKey) {
        key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : '';
        continue;
      }
      if (key === '<<') merged.push(...mergeSources(events, targets.get(child) ?? child));
      else found.set(key ?? String(found.size), { offset, node: child });
      key = undefined;
    }
    for (const [name, member] of merged.flatMap((source) => [...members(source)]))
      if (!found.has(name)) found.set(name, member);
    return found;
  };
  return { root: 1, members, lineAt: lineTable(text) };
}

function eventsOf(text: string): readonly Event[] {
  try {
    return parseEvents(text, { maxDepth: Number.POSITIVE_INFINITY });
  } catch {
    return [];
  }
}

/** The indices of the events that begin the keys, values or items of the collection at `start`. */
function* children(events: readonly Event[], start: number): Generator<number> {
  if (!isCollection(events[start])) return;
  let depth = 0;
  for (let index = start + 1; index < events.length; index++) {
    if (events[index]?.type === EVENT_ID.POP) {
      if (depth-- === 0) return;
      continue;
    }
    if (depth === 0) yield index;
    if (isCollection(events[index])) depth++;
  }
}

function isCollection(event: Event | undefined): boolean {
  return event?.type === EVENT_ID.MAPPING || event?.type === EVENT_ID.SEQUENCE;
}

function mergeSources(events: readonly Event[], node: number): readonly number[] {
  return events[node]?.type === EVENT_ID.SEQUENCE ? [...children(events, node)] : [node];
}

/** What each alias stands for, by the indices of their events. */
function aliasTargets(text: string, events: readonly Event[]): ReadonlyMap<number, number> {
  const anchors = new Map<string, number>();
  const targets = new Map<number, number>();
  for (const [index, event] of events.entries()) {
    if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd));
      if (target !== undefined) targets.set(index, target);
    } else if ('anchorStart' in event && event.anchorStart >= 0)
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), index);
  }
  return targets;
}
