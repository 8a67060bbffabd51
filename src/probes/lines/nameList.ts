/** Names that many entries share, each once: an entry holds its name's index. */
export interface NameList {
  readonly names: string[];
  at(name: string): number;
}

export function nameList(): NameList {
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    names,
    at(name) {
      let index = known.get(name);
      if (index === undefined) known.set(name, (index = names.push(name) - 1));
      return index;
    },
  };
}
