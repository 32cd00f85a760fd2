import {
  listOf,
  type OscalAdd,
  type OscalAlter,
  type OscalCatalog,
  type OscalControl,
  type OscalGroup,
  type OscalParameter,
  type OscalPart,
  type OscalProfile,
  type OscalRemove,
  textOf,
} from "./oscal-model.ts";

/** What a profile changes of the controls it chose: parameters that it sets, parts and titles that it adds or removes. */
export function modifyCatalog(profile: OscalProfile, catalog: OscalCatalog): OscalCatalog {
  const settings = new Map(
    listOf(profile.modify?.["set-parameters"]).map((one) => [textOf(one["param-id"]) ?? "", one] as const),
  );
  const alters = new Map<string, OscalAlter[]>();
  for (const alter of listOf(profile.modify?.alters)) {
    const id = textOf(alter["control-id"]) ?? "";
    alters.set(id, [...(alters.get(id) ?? []), alter]);
  }
  if (settings.size + alters.size === 0) return catalog;
  const changeControl = (control: OscalControl): OscalControl => {
    const altered = (alters.get(textOf(control.id) ?? "") ?? []).reduce(alterControl, control);
    return {
      ...altered,
      params: listOf(altered.params).map((param) => setParameter(param, settings.get(textOf(param.id) ?? ""))),
      controls: listOf(altered.controls).map(changeControl),
    };
  };
  const changeGroup = <T extends OscalGroup>(group: T): T => ({
    ...group,
    groups: listOf(group.groups).map(changeGroup),
    controls: listOf(group.controls).map(changeControl),
  });
  return changeGroup(catalog);
}

function setParameter(param: OscalParameter, setting: OscalParameter | undefined): OscalParameter {
  if (!setting) return param;
  const { label, values, select } = setting;
  return {
    ...param,
    ...(label === undefined ? {} : { label }),
    ...(values === undefined ? {} : { values }),
    ...(select === undefined ? {} : { select }),
  };
}

function alterControl(control: OscalControl, { removes, adds }: OscalAlter): OscalControl {
  const cut = listOf(removes).reduce(removeFrom, control);
  return listOf(adds).reduce((before, add) => addTo(before, add, textOf(control.id)), cut);
}

/** A removal names an item by its id, or what it is called; all that it says must be so. */
function removeFrom(control: OscalControl, remove: OscalRemove): OscalControl {
  const { "by-id": id, "by-name": name, "by-class": className, "by-item-name": kind } = remove;
  if (id === undefined && name === undefined && className === undefined && kind === undefined) return control;
  const stays =
    (is: string) =>
    (item: { readonly id?: string; readonly name?: string; readonly class?: string }): boolean =>
      (kind !== undefined && kind !== is) ||
      (id !== undefined && id !== item.id) ||
      (name !== undefined && name !== item.name) ||
      (className !== undefined && className !== item.class);
  const parts = (list: readonly OscalPart[] | undefined): OscalPart[] =>
    listOf(list)
      .filter(stays("part"))
      .map((part) => (part.parts ? { ...part, parts: parts(part.parts) } : part));
  return {
    ...control,
    props: listOf(control.props).filter(stays("prop")),
    params: listOf(control.params).filter(stays("param")),
    parts: parts(control.parts),
  };
}

function addTo(control: OscalControl, add: OscalAdd, id: string | undefined): OscalControl {
  const { "by-id": target, position = "ending", title } = add;
  const added = listOf(add.parts);
  if (target !== undefined && target !== id)
    return { ...control, parts: addBeside(listOf(control.parts), target, position, added) };
  const own = listOf(control.parts);
  return {
    ...control,
    ...(title === undefined ? {} : { title }),
    props: [...listOf(control.props), ...listOf(add.props)],
    params: [...listOf(control.params), ...listOf(add.params)],
    parts: position === "starting" || position === "before" ? [...added, ...own] : [...own, ...added],
  };
}

/** Parts put into or beside the one with an id, wherever it stands. */
function addBeside(
  parts: readonly OscalPart[],
  id: string,
  position: string,
  added: readonly OscalPart[],
): OscalPart[] {
  return parts.flatMap((part): OscalPart[] => {
    const inner = listOf(part.parts);
    if (part.id !== id) return [inner.length > 0 ? { ...part, parts: addBeside(inner, id, position, added) } : part];
    switch (position) {
      case "before":
        return [...added, part];
      case "after":
        return [part, ...added];
      case "starting":
        return [{ ...part, parts: [...added, ...inner] }];
      default:
        return [{ ...part, parts: [...inner, ...added] }];
    }
  });
}
