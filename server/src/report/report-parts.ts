import type { Status } from "../evidence/model.ts";
import { type Html, html } from "./html.ts";

/** How a page is shown. */
export interface PageOptions {
  /** Lets the page's own style pass the content security policy; letters and digits. */
  readonly nonce: string;
  /** Address that leads to a place in a document, where the viewer can follow one. */
  readonly linkTo?: (place: PagePlace) => string;
}

/** A line of a document, from 1. */
export interface PagePlace {
  readonly uri: string;
  /** Path of the document. */
  readonly document: string;
  readonly line: number;
}

/** Marks that tell statuses apart without colour. */
export const marks: Readonly<Record<Status, string>> = {
  covered: "●",
  partial: "◐",
  claimed: "◌",
  missing: "○",
  excluded: "–",
};

export const badge = (status: Status, word: string = status): Html =>
  html`<span class="status ${status}">${marks[status]} ${word}</span>`;

/** The id of a requirement as one of the page. */
export const anchor = (id: string): string => id.replace(/[^\w.-]/g, "-");

export type PlaceLinker = (place: PagePlace) => Html;

/** Writes `policies/backup.md:11`, as a link where the viewer can follow one. */
export const placeLinker =
  ({ linkTo }: PageOptions): PlaceLinker =>
  (place) => {
    const text = `${place.document}:${place.line}`;
    return linkTo ? html`<a href="${linkTo(place)}">${text}</a>` : html`${text}`;
  };
