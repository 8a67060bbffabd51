declare module '*.css' {
  /** The text of the sheet: the bundle embeds it. */
  const text: string;
  // eslint-disable-next-line import-x/no-default-export -- the shape of the loader's modules
  export default text;
}
