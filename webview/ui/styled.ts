/**
 * Sets style properties of an element from a template: `<div ${styled({ transform })}>`. Lit's own styleMap writes a style
 * attribute first, which a strict content security policy blocks; this goes through the object model only.
 */
import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

class StyledDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styled stands where an attribute would, without a name');
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return nothing;
  }

  override render(properties: Readonly<Record<string, string>>): typeof nothing {
    void properties;
    return nothing;
  }
}

export const styled = directive(StyledDirective);
