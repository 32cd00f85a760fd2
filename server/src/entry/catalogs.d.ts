/** The knowledge of `catalogs/` as the JSON text of a `CatalogData`; the build puts it there (scripts/build.mjs). */
declare module "codicil:catalogs" {
  const json: string;
  export default json;
}

/** Version of the package; the build puts it there. */
declare const CODICIL_VERSION: string;
