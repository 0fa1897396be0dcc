// Text in XML.

/**
 * Harmless text, as {@link inertTerminal} gives it, for an element's content or an attribute: of what XML 1.0 §2.2
 * forbids, that leaves two noncharacters.
 */
export function xmlText(text: string): string {
  return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
