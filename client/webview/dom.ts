/** Attributes; undefined and false ones are left out, true ones are empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An HTML element. Text comes in as text nodes, never as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Attributes, ...children: readonly (Node | string)[]): HTMLElement;
export function h(tag: string, attributes: Attributes = {}, ...children: readonly (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** An SVG element. */
export function svg(tag: string, attributes: Attributes = {}, ...children: readonly Node[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

/** Sets what differs, so that nothing is drawn again for nothing. */
export function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const written = value === true ? "" : value === undefined || value === false ? undefined : String(value);
    if (written === undefined) element.removeAttribute(name);
    else if (element.getAttribute(name) !== written) element.setAttribute(name, written);
  }
}

export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
